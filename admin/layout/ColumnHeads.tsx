import { TableCell, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';

interface ColumnHeadsProps {
  /** Keys of the columns' names in the messages. */
  readonly names: readonly string[];
  /** What the keys begin with. */
  readonly in: string;
}

/** The head of a table: what each column holds. */
export const ColumnHeads = ({ names, in: prefix }: ColumnHeadsProps) => {
  const translate = useTranslate();
  return (
    <TableHead>
      <TableRow>
        {names.map((name) => (
          <TableCell key={name}>{translate(`${prefix}${name}`)}</TableCell>
        ))}
      </TableRow>
    </TableHead>
  );
};
