import { Alert, Stack, Typography } from '@mui/material';
import { Link } from 'react-router';
import { fieldAt } from '../derived/field-at.ts';
import { useFieldAddress } from '../derived/field-address.ts';
import { useFieldLabel } from '../derived/field-label.ts';
import { useIssueText } from '../derived/issue-text.ts';
import { useRecordNames } from '../derived/record-names.ts';
import { typeOfId } from '../derived/record-types.ts';
import type { ServerIssue } from './change-set-documents.ts';

interface IssueListProps {
  readonly issues: readonly ServerIssue[];
  /** Where an issue of this record leads; left out, to its field on the page where it is edited. */
  readonly addressOf?: (recordId: string) => string;
  readonly onFollow?: () => void;
}

/** Issues of a change set, each with the record and field it is about and a link to that field. */
export const IssueList = ({ issues, addressOf, onFollow }: IssueListProps) => {
  const textOf = useIssueText();
  const labelOf = useFieldLabel();
  const nameOf = useRecordNames();
  const fieldAddress = useFieldAddress();
  return (
    <Stack spacing={1}>
      {issues.map((issue) => {
        const { recordId, path, code, relatedId, severity } = issue;
        const name = recordId === '' ? '' : nameOf(recordId);
        const address = recordId === '' ? undefined : (addressOf?.(recordId) ?? fieldAddress(recordId, path));
        return (
          <Alert key={`${recordId} ${path} ${code} ${relatedId}`} severity={severity === 'ERROR' ? 'error' : 'warning'}>
            <Typography component="span" sx={{ fontWeight: 600 }}>
              {address ? (
                <Link to={address} onClick={onFollow} style={{ color: 'inherit' }}>
                  {name}
                </Link>
              ) : (
                name
              )}
              {path && ` · ${labelOf(path)}`}
            </Typography>{' '}
            {textOf(issue, fieldAt(typeOfId(recordId)?.fields ?? {}, path))}
          </Alert>
        );
      })}
    </Stack>
  );
};
