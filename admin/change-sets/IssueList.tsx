import { Alert, Stack, Typography } from '@mui/material';
import { Link } from 'react-router';
import type { AnyRecord } from '../../schema/language/record.ts';
import { useFieldLabel } from '../derived/field-label.ts';
import { useIssueText } from '../derived/issue-text.ts';
import { useRecordNames } from '../derived/record-names.ts';
import { addressOfField, typeOfId } from '../derived/record-types.ts';
import { useTypeTitle } from '../derived/words.ts';
import type { ServerIssue } from './change-set-documents.ts';

interface IssueListProps {
  readonly issues: readonly ServerIssue[];
  /** Records of the change set by id, so that an issue of a claim leads to the page of one of its ends. */
  readonly records?: ReadonlyMap<string, AnyRecord>;
  readonly onFollow?: () => void;
}

/** Issues of a change set, each with the record and field it is about and a link to that field. */
export const IssueList = ({ issues, records = noRecords, onFollow }: IssueListProps) => {
  const textOf = useIssueText();
  const labelOf = useFieldLabel();
  const nameOf = useRecordNames();
  const titleOf = useTypeTitle();
  return (
    <Stack spacing={1}>
      {issues.map((issue) => {
        const type = typeOfId(issue.recordId);
        const address = addressOfField(issue.recordId, issue.path, records.get(issue.recordId));
        const name = type?.shape === 'node' ? nameOf(issue.recordId) : type ? titleOf(type) : '';
        return (
          <Alert key={`${issue.recordId} ${issue.path} ${issue.code}`} severity={issue.severity === 'ERROR' ? 'error' : 'warning'}>
            <Typography component="span" sx={{ fontWeight: 600 }}>
              {address ? (
                <Link to={address} onClick={onFollow} style={{ color: 'inherit' }}>
                  {name}
                </Link>
              ) : (
                name
              )}
              {issue.path && ` · ${labelOf(issue.path)}`}
            </Typography>{' '}
            {textOf(issue)}
          </Alert>
        );
      })}
    </Stack>
  );
};

const noRecords: ReadonlyMap<string, AnyRecord> = new Map();
