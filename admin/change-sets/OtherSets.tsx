import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import type { ChangeSetHead } from './change-set-documents.ts';

interface OtherSetsProps {
  readonly sets: readonly ChangeSetHead[];
  /** Key of what is said before their names. */
  readonly text?: string;
}

/** Says which other change sets edit the same record, before two people do the same work; nothing when there are none. */
export const OtherSets = ({ sets, text = 'editing.other_edits' }: OtherSetsProps) => {
  const translate = useTranslate();
  if (sets.length === 0) return null;
  return (
    <Alert severity="info" sx={{ mb: 1 }}>
      {translate(text)}{' '}
      {sets.map(({ id, title, authorName, state }, i) => (
        <span key={id}>
          {i > 0 && '; '}
          <Link to={`/change-sets/${id}`} style={{ color: 'inherit' }}>
            {title}
          </Link>{' '}
          ({authorName}, {translate(`editing.set_state.${state}`)})
        </span>
      ))}
    </Alert>
  );
};
