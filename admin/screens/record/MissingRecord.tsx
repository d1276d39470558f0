import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { editsElsewhereDocument } from '../../change-sets/change-set-documents.ts';
import { OtherSets } from '../../change-sets/OtherSets.tsx';
import { Waiting } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useCan } from '../../providers/viewer.ts';

/** In place of a record that is neither published nor in the current change set: the change sets that hold it, if there are any. */
export const MissingRecord = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const canRead = useCan('READ_CHANGE_SETS');
  const { data: edits = [], isLoading } = useQuery({
    queryKey: ['open-edits', id, 'holding'],
    enabled: canRead,
    queryFn: async () => (await askServer(editsElsewhereDocument, { recordIds: [id] })).openEdits,
  });
  if (isLoading) return <Waiting />;
  return edits.length > 0 ? (
    <OtherSets sets={edits.map(({ changeSet }) => changeSet)} text="editing.in_other_sets" />
  ) : (
    <Alert severity="warning" sx={{ mt: 2 }}>
      {translate('editing.not_in_this_set')}
    </Alert>
  );
};
