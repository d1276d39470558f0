import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { openEditsDocument } from '../../change-sets/change-set-documents.ts';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { askServer } from '../../providers/ask-server.ts';

/** Says when other change sets change this record as well, before two people do the same work. */
export const OtherEdits = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const { current } = useWorkingSet();
  const { data = [] } = useQuery({
    queryKey: ['open-edits', id],
    queryFn: async () => (await askServer(openEditsDocument, { recordIds: [id] })).openEdits,
  });
  const others = data.filter(({ changeSet }) => changeSet.id !== current?.id);
  if (others.length === 0) return null;
  return (
    <Alert severity="info">
      {translate('editing.other_edits')}{' '}
      {others.map(({ changeSet }, i) => (
        <span key={changeSet.id}>
          {i > 0 && '; '}
          <Link to={`/change-sets/${changeSet.id}`} style={{ color: 'inherit' }}>
            {changeSet.title}
          </Link>{' '}
          ({changeSet.authorName}, {translate(`editing.set_state.${changeSet.state}`)})
        </span>
      ))}
    </Alert>
  );
};
