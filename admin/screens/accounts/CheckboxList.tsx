import { Checkbox, FormControl, FormControlLabel, FormGroup, FormHelperText, FormLabel } from '@mui/material';

interface CheckboxListProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly help?: string }[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly error?: true;
  readonly helperText?: string;
}

/** Several of a short list. */
export const CheckboxList = ({ label, options, value, onChange, error, helperText }: CheckboxListProps) => (
  <FormControl component="fieldset" error={error === true}>
    <FormLabel component="legend">{label}</FormLabel>
    <FormGroup>
      {options.map((option) => (
        <FormControlLabel
          key={option.value}
          control={
            <Checkbox
              size="small"
              checked={value.includes(option.value)}
              onChange={(event) => onChange(event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value))}
            />
          }
          label={option.help ? `${option.text}: ${option.help}` : option.text}
        />
      ))}
    </FormGroup>
    {helperText && <FormHelperText>{helperText}</FormHelperText>}
  </FormControl>
);
