import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { useChange } from '../../providers/use-answer.ts';
import { useCan } from '../../providers/viewer.ts';
import { restoreDocument } from './history-documents.ts';

/** Makes an edit that puts a record back as it was at a release, and leads to its change set. */
export const RestoreButton = ({ id, release }: { readonly id: string; readonly release: number }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const restore = useChange(restoreDocument, (answer) => void navigate(`/change-sets/${answer.restore.changeSet}`));
  if (!useCan('EDIT_CHANGE_SETS')) return null;
  return (
    <>
      <Button size="small" disabled={restore.isPending} onClick={() => restore.mutate({ id, release })}>
        {translate('screens.history.restore', { number: release })}
      </Button>
      <ErrorNotice error={restore.error} />
    </>
  );
};
