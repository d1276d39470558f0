import { Button } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { openEditsDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { useRecordNames } from '../../derived/record-names.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useCan } from '../../providers/viewer.ts';
import { restoreDocument } from './history-documents.ts';

/** Puts a record back as it was at a release: an edit in the current change set, to which it leads. */
export const RestoreButton = ({ id, release }: { readonly id: string; readonly release: number }) => {
  const translate = useTranslate();
  const navigate = useNavigate();
  const client = useQueryClient();
  const nameOf = useRecordNames();
  const titleOf = useTypeTitle();
  const { current, ensure } = useWorkingSet();
  const type = typeOfId(id);
  const name = type?.shape === 'node' ? nameOf(id) : type ? titleOf(type) : id;
  const restore = useMutation({
    mutationFn: async () => {
      if (current) {
        const { openEdits } = await askServer(openEditsDocument, { changeSet: current.id, recordIds: [id] });
        if (openEdits.length > 0 && !window.confirm(translate('screens.history.replaces', { title: current.title }))) return;
      }
      const changeSet = await ensure(translate('screens.history.restore_title', { name, number: release }));
      await askServer(restoreDocument, { id, release, changeSet });
      await client.invalidateQueries();
      await navigate(`/change-sets/${changeSet}`);
    },
  });
  if (!useCan('EDIT_CHANGE_SETS')) return null;
  return (
    <>
      <Button size="small" disabled={restore.isPending} onClick={() => restore.mutate()}>
        {translate('screens.history.restore', { number: release })}
      </Button>
      <ErrorNotice error={restore.error} />
    </>
  );
};
