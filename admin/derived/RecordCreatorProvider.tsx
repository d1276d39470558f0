import { type ReactNode, useState } from 'react';
import type { NodeType } from '../../schema/language/node-type.ts';
import { NewRecordDialog } from './NewRecordDialog.tsx';
import { type RecordCreator, RecordCreatorContext } from './record-creator.ts';

interface Wanted {
  readonly type: NodeType;
  readonly name: string;
  readonly onMade: (id: string) => void;
}

/** Holds the dialog for missing records, over whatever page asks for one. */
export const RecordCreatorProvider = ({ children }: { readonly children: ReactNode }) => {
  const [wanted, setWanted] = useState<Wanted>();
  const [create] = useState(() => ((type, name, onMade) => setWanted({ type, name, onMade })) satisfies RecordCreator);
  return (
    <RecordCreatorContext value={create}>
      {children}
      {wanted && (
        <NewRecordDialog
          type={wanted.type}
          name={wanted.name}
          onClose={(id) => {
            setWanted(undefined);
            if (id !== undefined) wanted.onMade(id);
          }}
        />
      )}
    </RecordCreatorContext>
  );
};
