import { DataTable, List, SearchInput, useResourceContext } from 'react-admin';
import type { NodeType } from '../../schema/language/node-type.ts';
import { listedFields } from './list-documents.ts';
import { typeOfResource } from './record-types.ts';
import { useModelWords } from './words.ts';

/** The list of the records of a type. */
export const RecordList = () => {
  const type = typeOfResource(useResourceContext() ?? '');
  return (
    <List filters={[<SearchInput key="q" source="q" alwaysOn />]} exporter={false}>
      <RecordTable type={type} />
    </List>
  );
};

const RecordTable = ({ type }: { readonly type: NodeType }) => {
  const words = useModelWords();
  return (
    <DataTable bulkActionButtons={false}>
      {listedFields(type).map((name) => (
        <DataTable.Col
          key={name}
          source={type.fields[name]?.kind === 'text' && type.isConcept && name !== 'slug' ? `${name}.en` : name}
          label={words.label(name)}
        />
      ))}
    </DataTable>
  );
};
