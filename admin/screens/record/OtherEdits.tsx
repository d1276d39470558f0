import { useQuery } from '@tanstack/react-query';
import { editsElsewhereDocument } from '../../change-sets/change-set-documents.ts';
import { OtherSets } from '../../change-sets/OtherSets.tsx';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { askServer } from '../../providers/ask-server.ts';

/** Says when other change sets change this record or one of its claims as well, before two people do the same work. */
export const OtherEdits = ({ ids }: { readonly ids: readonly string[] }) => {
  const { current } = useWorkingSet();
  const { data = [] } = useQuery({
    queryKey: ['open-edits', 'elsewhere', current?.id, ids],
    queryFn: async () => (await askServer(editsElsewhereDocument, { changeSet: current?.id, recordIds: ids })).openEdits,
  });
  return <OtherSets sets={[...new Map(data.map(({ changeSet }) => [changeSet.id, changeSet])).values()]} />;
};
