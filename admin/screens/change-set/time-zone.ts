/** The time zone in which this browser reads and writes times, such as Asia/Shanghai. */
export const timeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
