import { Box } from '@mui/material';
import type { Field } from '../../schema/language/field.ts';
import { type FormIssue, isError, useIssueText } from './issue-text.ts';

interface IssueTextsProps {
  readonly issues: readonly FormIssue[];
  /** The field that stands there, if it is a single one. */
  readonly field?: Field;
}

/** What is wrong at one place of a form: errors in the colour of their field, warnings in their own. */
export const IssueTexts = ({ issues, field }: IssueTextsProps) => {
  const textOf = useIssueText();
  return issues.map((issue) => (
    <Box
      component="span"
      key={`${issue.code} ${issue.message}`}
      sx={{ display: 'block', ...(!isError(issue) && { color: 'warning.main' }) }}
    >
      {textOf(issue, field)}
    </Box>
  ));
};
