import { usePanelLocale } from './words.ts';

/** Days and times as people of the panel's language write them, in the time zone of the browser. */
export function useTime(): { readonly time: (iso: string) => string; readonly day: (iso: string) => string } {
  const language = usePanelLocale() === 'zh' ? 'zh-CN' : 'en-GB';
  const written = (iso: string, style: Intl.DateTimeFormatOptions): string =>
    iso === '' ? '–' : new Intl.DateTimeFormat(language, style).format(new Date(iso));
  return {
    time: (iso) => written(iso, { dateStyle: 'medium', timeStyle: 'short' }),
    // A calendar day has no time zone.
    day: (iso) => written(iso.slice(0, 10), { dateStyle: 'medium', timeZone: 'UTC' }),
  };
}
