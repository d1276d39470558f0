import { model } from '../schema/model.ts';
import { mySetsDocument, openEditsDocument, workbenchDocument } from './change-sets/change-set-documents.ts';
import { listDocument, searchDocument } from './derived/list-documents.ts';
import { pickConceptsDocument, pickSourcesDocument } from './derived/pick-documents.ts';
import { viewerDocument } from './providers/account-documents.ts';
import type { GraphDocument } from './providers/document.ts';
import { contentDocument, waitingDocument } from './screens/dashboard/dashboard-documents.ts';
import { neighbourhoodDocument } from './screens/graph/graph-documents.ts';
import { assessDocument } from './screens/try-it/try-it-documents.ts';

const [person, cause, source, symptom] = ['usr_0000000000000000', 'cau_0000000000000000', 'src_0000000000000000', 'sym_0000000000000000'];

/**
 * What a first visit asks, for the server to ask itself once at its start. The values are of the kinds and lengths that people's are,
 * because the database plans by them; they need not name anything that exists.
 */
export const questions: readonly { readonly query: string; readonly variables: object }[] = [
  asked(viewerDocument, {}),
  asked(mySetsDocument, { authorId: person, states: ['OPEN', 'CHANGES_REQUESTED'] }),
  asked(waitingDocument, { me: person }),
  asked(contentDocument, {}),
  ...model.nodes.flatMap((type) => [
    asked(listDocument(type), { first: 25, ...(type.isConcept && { orderBy: [{ name: 'ASC' }] }) }),
    ...(type.isConcept ? [asked(searchDocument(type), { text: 'a name', first: 25 })] : []),
  ]),
  asked(openEditsDocument, { recordType: 'Cause', isNew: true, first: 20 }),
  asked(openEditsDocument, { recordIds: Array.from({ length: 25 }, () => cause), first: 200 }),
  asked(openEditsDocument, { recordIds: [cause] }),
  ...[cause, source].map((id) => asked(workbenchDocument, { id })),
  asked(pickConceptsDocument, { text: 'a name', kinds: ['CAUSE'], locale: 'en' }),
  asked(pickSourcesDocument, {}),
  asked(assessDocument, { findings: [{ symptom: { id: symptom }, presence: 'PRESENT' }], person: {}, locale: 'en' }),
  ...[1, 2, 3].map((steps) => asked(neighbourhoodDocument, { id: cause, steps, first: 300, locale: 'en' })),
];

function asked<Variables extends object>({ text }: GraphDocument<unknown, Variables>, variables: Variables) {
  return { query: text, variables };
}
