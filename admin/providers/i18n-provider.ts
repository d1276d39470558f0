import type { TranslationMessages } from 'react-admin';
import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { Locale } from '../../schema/language/field.ts';
import { en } from '../messages/en.ts';
import { replaceValues } from './replace-values.ts';

const storeKey = 'RaStore.locale';

/** The language this browser used last, else the first of its own languages that the panel speaks. */
const initialLocale: Locale =
  storedLocale() ?? (navigator.languages.map((language) => language.slice(0, 2)).find(isLocale) as Locale | undefined) ?? 'en';

const messagesOf = async (locale: string): Promise<TranslationMessages> =>
  (locale === 'zh' ? (await import('../messages/zh.ts')).zh : en) as unknown as TranslationMessages;

const initialMessages = await messagesOf(initialLocale);

/** The panel's languages. English is part of the first load, Chinese comes when it is asked for. */
export const i18nProvider = polyglotI18nProvider(
  (locale) => (locale === initialLocale ? initialMessages : messagesOf(locale)),
  initialLocale,
  [
    { locale: 'en', name: 'English' },
    { locale: 'zh', name: '中文' },
  ],
  { allowMissing: false, replace: replaceValues },
);

function storedLocale(): Locale | undefined {
  const stored = localStorage.getItem(storeKey)?.replaceAll('"', '');
  return isLocale(stored) ? stored : undefined;
}

function isLocale(text: string | undefined): text is Locale {
  return text === 'en' || text === 'zh';
}
