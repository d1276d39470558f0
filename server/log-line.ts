/** Writes a line of a running server, with the time: errors to standard error, the rest to standard output. */
export function logLine(level: 'INFO' | 'WARN' | 'ERROR', line: string, ...more: readonly unknown[]): void {
  const log = level === 'ERROR' ? console.error : console.log;
  log(`${new Date().toISOString()} ${level} ${line}`, ...more);
}
