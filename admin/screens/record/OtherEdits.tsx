import { useQuery } from '@tanstack/react-query';
import { openEditsDocument } from '../../change-sets/change-set-documents.ts';
import { OtherSets } from '../../change-sets/OtherSets.tsx';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { askServer } from '../../providers/ask-server.ts';

/** Says when other change sets change this record or one of its claims as well, before two people do the same work. */
export const OtherEdits = ({ ids }: { readonly ids: readonly string[] }) => {
  const { current } = useWorkingSet();
  const { data = [] } = useQuery({
    queryKey: ['open-edits', ids],
    queryFn: async () => (await askServer(openEditsDocument, { recordIds: ids })).openEdits,
  });
  const others = data.filter(({ changeSet }) => changeSet.id !== current?.id);
  return <OtherSets sets={[...new Map(others.map(({ changeSet }) => [changeSet.id, changeSet])).values()]} />;
};
