import { TextField, type TextFieldProps } from '@mui/material';

/** A small field that stands in a row with others, such as filters above a list. */
export const FilterField = (props: TextFieldProps) => <TextField size="small" fullWidth={false} margin="none" {...props} />;
