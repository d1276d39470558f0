import { useTranslate } from 'react-admin';
import { PanelError } from '../providers/panel-error.ts';

/** What to tell a person about an error: what is wrong and what to do, in the language of the panel. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  return (error) => {
    if (!(error instanceof PanelError)) return translate('errors.INTERNAL', { requestId: '–' });
    return translate(`errors.${error.code}`, { seconds: error.retryAfterSeconds ?? '–', requestId: error.requestId ?? '–' });
  };
}
