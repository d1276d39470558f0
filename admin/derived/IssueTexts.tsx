import { Box } from '@mui/material';
import { type FormIssue, isError, useIssueText } from './issue-text.ts';

/** What is wrong at one place of a form: errors in the colour of their field, warnings in their own. */
export const IssueTexts = ({ issues }: { readonly issues: readonly FormIssue[] }) => {
  const textOf = useIssueText();
  return issues.map((issue) => (
    <Box
      component="span"
      key={`${issue.code} ${issue.message}`}
      sx={{ display: 'block', ...(!isError(issue) && { color: 'warning.main' }) }}
    >
      {textOf(issue)}
    </Box>
  ));
};
