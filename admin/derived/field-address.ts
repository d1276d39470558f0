import { useRecordTitles } from './record-names.ts';
import { addressOfField } from './record-types.ts';

/** Address of a field of a record where it is edited, once it is known what a claim joins. */
export function useFieldAddress(): (id: string, path: string) => string | undefined {
  const titleOf = useRecordTitles();
  return (id, path) => {
    const claim = titleOf(id)?.claim;
    return addressOfField(id, path, claim ? { subject: claim.subjectId, object: claim.objectId } : undefined);
  };
}
