import { typeOfId } from '../../derived/record-types.ts';
import type { EditWithChanges } from '../../change-sets/change-set-documents.ts';

/** The first symptom that edits touch, themselves or by a claim, and that they do not retire; undefined when there is none. */
export function previewedSymptom(edits: readonly Pick<EditWithChanges, 'recordId' | 'action' | 'record' | 'base'>[]): string | undefined {
  const retired = new Set(edits.flatMap(({ action, recordId }) => (action === 'RETIRE' ? [recordId] : [])));
  return edits
    .flatMap(({ recordId, record, base }) => [recordId, ...[record, base].flatMap((state) => [state?.subject ?? '', state?.object ?? ''])])
    .find((id) => typeOfId(id)?.name === 'Symptom' && !retired.has(id));
}
