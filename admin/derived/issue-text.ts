import { useTranslate } from 'react-admin';
import type { Issue } from '../../schema/error-codes.ts';
import { usePanelLocale } from './words.ts';

/** Issues of exactly this place of a record. */
export const issuesAt = (issues: readonly Issue[], path: string): readonly Issue[] => issues.filter((issue) => issue.path === path);

/** What to tell a person about an issue. English readers get the precise words of the rule, others what kind of problem it is. */
export function useIssueText(): (issue: Issue) => string {
  const translate = useTranslate();
  const locale = usePanelLocale();
  return ({ code, message }) => (locale === 'en' ? message : translate(`issues.${code}`));
}

/** Issues that two checks agree on only once. */
export function distinctIssues<T extends Issue>(issues: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return issues.filter(({ path, code }) => !seen.has(`${path} ${code}`) && seen.add(`${path} ${code}`));
}
