import { useTranslate } from 'react-admin';
import type { Issue } from '../../schema/error-codes.ts';
import type { Field } from '../../schema/language/field.ts';
import { useNumberText } from './number-text.ts';
import { useRecordNames } from './record-names.ts';
import { idPattern, typeOfId } from './record-types.ts';
import { isShare } from './share.ts';
import { useModelWords, usePanelLocale } from './words.ts';

/** An issue of a record as its form shows it. */
export interface FormIssue extends Issue {
  /** A warning stops nothing; without a word of it, an issue is an error. */
  readonly severity?: 'ERROR' | 'WARNING';
  /** Another record that has to do with it. */
  readonly relatedId?: string | null;
}

/** Issues of exactly this place of a record. */
export const issuesAt = (issues: readonly FormIssue[], path: string): readonly FormIssue[] => issues.filter((issue) => issue.path === path);

export const isError = ({ severity }: FormIssue): boolean => severity !== 'WARNING';

/**
 * What to tell a person about an issue, of a known field if there is one: the rule that it names, with its bounds as they are written. Where
 * it names none, English readers get the words of the server, with records by name, others what kind of problem it is and which record it
 * has to do with.
 */
export function useIssueText(): (issue: FormIssue, field?: Field) => string {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const nameOf = useRecordNames();
  const numberText = useNumberText();
  const words = useModelWords();
  const shownName = (id: string): string => {
    const type = typeOfId(id);
    if (!type) return id;
    return type.shape === 'node' ? nameOf(id) : translate('editing.quoted', { text: nameOf(id) });
  };
  return ({ path, code, message, relatedId, rule, limit, actual, otherField }, field) => {
    if (code === 'OUT_OF_RANGE' && field?.kind === 'number') {
      const { min, max } = field;
      const [least, most] = [min, max].map((bound) => (bound === undefined ? undefined : numberText(field, bound)));
      const bounds = least === undefined ? 'most' : most === undefined ? 'least' : isShare(field, 0) ? 'share' : 'between';
      return translate(`editing.range.${bounds}`, { least, most });
    }
    if (rule) {
      const written = (value: number | null | undefined): string | undefined =>
        value == null ? undefined : field?.kind === 'number' ? numberText(field, value) : `${value}`;
      const isPart = rule === 'NUMBER' && field?.kind === 'number' && isShare(field, 0);
      return translate(`issues.rules.${isPart ? 'SHARE' : rule}`, {
        field: words.label(path.slice(path.lastIndexOf('.') + 1)),
        other: words.label(otherField ?? ''),
        limit: written(limit),
        actual: written(actual),
      });
    }
    // What is missing needs no more words than its place.
    if (locale === 'en' && code !== 'REQUIRED') return message.replaceAll(idPattern, shownName);
    const text = translate(`issues.${code}`);
    return relatedId ? translate('editing.issue_about', { text, name: shownName(relatedId) }) : text;
  };
}

/** Issues that two checks agree on only once. */
export function distinctIssues<T extends Issue>(issues: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return issues.filter(({ path, code }) => !seen.has(`${path} ${code}`) && seen.add(`${path} ${code}`));
}
