import { createContext, use } from 'react';
import type { NodeType } from '../../schema/language/node-type.ts';

/** Opens the dialog that makes a record of a type under a name; tells its id once it is made. */
export type RecordCreator = (type: NodeType, name: string, onMade: (id: string) => void) => void;

export const RecordCreatorContext = createContext<RecordCreator | undefined>(undefined);

/** The way to a record that is missing, from wherever somebody looked for it. */
export function useRecordCreator(): RecordCreator {
  const create = use(RecordCreatorContext);
  if (!create) throw new Error('There is no RecordCreatorProvider around this page.');
  return create;
}
