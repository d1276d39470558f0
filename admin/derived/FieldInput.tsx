import AddIcon from '@mui/icons-material/Add';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Autocomplete, Box, Button, FormHelperText, IconButton, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { type ReactNode, type Ref, useId, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import {
  type ChoiceField,
  type Field,
  type Fields,
  type GroupField,
  type Locale,
  locales,
  type NumberField,
  type TextField as TextFieldType,
} from '../../schema/language/field.ts';
import { localeChoice } from '../../schema/language/vocabularies.ts';
import { model } from '../../schema/model.ts';
import { readNumber } from '../../schema/tables/read-number.ts';
import { codeSystems, systemsLike } from './code-systems.ts';
import { useAfterPress } from './use-after-press.ts';
import { useFocusField } from './focus-field.ts';
import { type FormIssue, isError, issuesAt } from './issue-text.ts';
import { IssueTexts } from './IssueTexts.tsx';
import { RecordPicker } from './RecordPicker.tsx';
import { readDoi } from './read-doi.ts';
import { isShare, shareText } from './share.ts';
import { useModelWords, usePanelLocale } from './words.ts';

interface FieldInputProps<F extends Field = Field> {
  readonly name: string;
  readonly field: F;
  /** Form notation, such as `population.ageFrom`. */
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly issues: readonly FormIssue[];
  readonly isReadOnly: boolean;
}

/** The input of one field of the model, with its help and what is wrong with it. */
const FieldInput = ({ field, ...props }: FieldInputProps) => {
  switch (field.kind) {
    case 'text':
      return field.perLocale ? <TextsInput {...props} field={field} /> : <TextInput {...props} field={field} />;
    case 'number':
      return <NumberInput {...props} field={field} />;
    case 'choice':
      return <ChoiceInput {...props} field={field} />;
    case 'flag':
      return <FlagInput {...props} field={field} />;
    case 'date':
      return <PlainInput {...props} field={field} type="date" />;
    case 'reference':
      return <ReferenceInput {...props} field={field} />;
    case 'group':
      return field.many ? <ListInput {...props} field={field} /> : <GroupInput {...props} field={field} />;
  }
};

/** Label, help and complaint, as every input shows them. */
function useInputTexts({ name, field, path, issues, isReadOnly }: Omit<FieldInputProps, 'onChange' | 'value'>) {
  const words = useModelWords();
  const own = issuesAt(issues, path);
  return {
    label: words.label(name),
    required: field.required === true,
    error: own.some(isError),
    helperText: <HelpWithIssues help={words.help(field.description)} issues={own} field={field} />,
    disabled: isReadOnly,
    fullWidth: true,
    size: 'small' as const,
  };
}

interface HelpWithIssuesProps {
  readonly help: string;
  readonly issues: readonly FormIssue[];
  readonly field: Field;
}

/** What a field is for, below what is wrong with it: one needs it most then. */
const HelpWithIssues = ({ help, issues, field }: HelpWithIssuesProps) => (
  <>
    <IssueTexts issues={issues} field={field} />
    {(help.trim() !== '' || issues.length === 0) && (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {help}
      </Box>
    )}
  </>
);

const PlainInput = (props: FieldInputProps & { readonly type?: string; readonly isMultiline?: boolean }) => {
  const { value, onChange, type, isMultiline = false } = props;
  return (
    <TextField
      {...useInputTexts(props)}
      {...(type && { type, slotProps: { inputLabel: { shrink: true } } })}
      multiline={isMultiline}
      minRows={isMultiline ? 2 : 1}
      maxRows={12}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
};

const TextInput = (props: FieldInputProps<TextFieldType>) => {
  const { field, onChange } = props;
  if (field.format === 'code-system') return <SystemInput {...props} />;
  const read = (text: unknown): void => onChange(field.format === 'doi' && typeof text === 'string' ? readDoi(text) : text);
  return <PlainInput {...props} isMultiline={field.multiline === true} onChange={read} />;
};

/** The short name of a vocabulary: one of those that are known, or any other. */
const SystemInput = (props: FieldInputProps<TextFieldType>) => {
  const { value, onChange, isReadOnly } = props;
  const text = typeof value === 'string' ? value : '';
  const texts = useInputTexts(props);
  return (
    <Autocomplete<string, false, true, true>
      freeSolo
      disableClearable
      options={Object.keys(codeSystems)}
      filterOptions={() => [...systemsLike(text)]}
      value={text}
      inputValue={text}
      disabled={isReadOnly}
      onInputChange={(_event, next) => onChange(next === '' ? undefined : next)}
      renderInput={(params) => <TextField {...params} {...texts} />}
    />
  );
};

/** The locales of a text side by side. */
const TextsInput = (props: FieldInputProps<TextFieldType>) => {
  const { name, field, path, value, onChange, issues } = props;
  const translate = useTranslate();
  const words = useModelWords();
  const texts = (value ?? {}) as Readonly<Record<string, string | undefined>>;
  const common = useInputTexts(props);
  return (
    <Box role="group" aria-label={words.label(name)} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 1.5 }}>
      {locales.map((locale) => {
        const own = [...issuesAt(issues, `${path}.${locale}`), ...(locale === 'en' ? issuesAt(issues, path) : [])];
        return (
          <TextField
            key={locale}
            {...common}
            label={translate('editing.in_locale', { field: words.label(name), locale: words.choice('Locale', locale) })}
            required={common.required && locale === 'en'}
            error={own.some(isError)}
            helperText={<HelpWithIssues help={locale === 'en' ? words.help(field.description) : ' '} issues={own} field={field} />}
            data-path={`${path}.${locale}`}
            // Half a row is narrow, so that even a name may need a second line; it has no line breaks of its own.
            multiline
            minRows={field.multiline === true ? 2 : 1}
            maxRows={12}
            value={texts[locale] ?? ''}
            slotProps={{ htmlInput: { lang: locale } }}
            onChange={(event) => {
              const typed = field.multiline === true ? event.target.value : event.target.value.replaceAll(/[\r\n]+/g, ' ');
              const next = { ...texts, [locale]: typed === '' ? undefined : typed };
              onChange(Object.values(next).some((text) => text !== undefined) ? next : undefined);
            }}
          />
        );
      })}
    </Box>
  );
};

/** What is typed stays as it is typed, and is a number as soon as it reads as one. */
const NumberInput = (props: FieldInputProps<NumberField>) => {
  const { value, onChange, field } = props;
  const words = useModelWords();
  const [typed, setTyped] = useState<string>();
  // A text that is no number stays a text, which validation names.
  const read = (text: string): number | string | undefined => (text.trim() === '' ? undefined : (readNumber(field, text) ?? text));
  const isTyped = typed !== undefined && read(typed) === value;
  const shown = isTyped
    ? typed
    : typeof value === 'number' && isShare(field, value)
      ? shareText(value)
      : String((value ?? '') as string | number);
  return (
    <TextField
      {...useInputTexts(props)}
      value={shown}
      slotProps={{
        htmlInput: { inputMode: 'decimal' },
        input: { endAdornment: field.unit && <Typography variant="caption">{words.unit(field.unit)}</Typography> },
      }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value));
      }}
      // From then on it is seen as it was understood.
      onBlur={() => setTyped(undefined)}
    />
  );
};

const ChoiceInput = (props: FieldInputProps<ChoiceField>) => {
  const { field, value, onChange } = props;
  const words = useModelWords();
  const translate = useTranslate();
  return (
    <TextField
      {...useInputTexts(props)}
      select
      // What a value means is told while one is chosen.
      sx={{ '& .MuiSelect-select .choice-meaning': { display: 'none' } }}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      {field.required !== true && (
        <MenuItem value="">
          <em>{translate('editing.not_said')}</em>
        </MenuItem>
      )}
      {Object.entries(field.values).map(([choice, meaning]) => (
        <MenuItem key={choice} value={choice}>
          <Box>
            {words.choice(field.name, choice)}
            <Typography variant="caption" component="div" className="choice-meaning" color="text.secondary">
              {words.help(meaning)}
            </Typography>
          </Box>
        </MenuItem>
      ))}
    </TextField>
  );
};

const FlagInput = (props: FieldInputProps) => {
  const { value, onChange } = props;
  const translate = useTranslate();
  return (
    <TextField
      {...useInputTexts(props)}
      select
      value={value === true ? 'true' : value === false ? 'false' : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
    >
      <MenuItem value="">
        <em>{translate('editing.not_said')}</em>
      </MenuItem>
      <MenuItem value="true">{translate('ra.boolean.true')}</MenuItem>
      <MenuItem value="false">{translate('ra.boolean.false')}</MenuItem>
    </TextField>
  );
};

const ReferenceInput = (props: FieldInputProps & { readonly field: Extract<Field, { kind: 'reference' }> }) => {
  const { field, value, onChange } = props;
  const { label, helperText, error, required, disabled } = useInputTexts(props);
  const type = model.nodeByName.get(field.to);
  return (
    <RecordPicker
      types={type ? [type] : []}
      value={typeof value === 'string' ? value : undefined}
      label={label}
      helperText={helperText}
      hasError={error}
      isRequired={required}
      isReadOnly={disabled}
      onChange={(id) => onChange(id)}
    />
  );
};

const GroupInput = (props: FieldInputProps<GroupField>) => {
  const { name, field, path, value, onChange, issues, isReadOnly } = props;
  const words = useModelWords();
  return (
    <FieldSet legend={words.label(name)} help={words.help(field.description)}>
      <FieldInputs
        fields={field.fields}
        path={path}
        values={(value ?? {}) as Values}
        issues={issues}
        isReadOnly={isReadOnly}
        onChange={onChange}
      />
    </FieldSet>
  );
};

const ListInput = (props: FieldInputProps<GroupField>) => {
  const { name, field, path, value, onChange, issues, isReadOnly } = props;
  const words = useModelWords();
  const translate = useTranslate();
  const locale = usePanelLocale();
  const items = Array.isArray(value) ? (value as readonly Values[]) : [];
  // The place of an item that was just added, until somebody leaves it: what it lacks is not held against it before.
  const [added, setAdded] = useState<number>();
  const form = useRef<HTMLFieldSetElement>(null);
  const afterPress = useAfterPress();
  useFocusField(form, added === undefined ? null : `${path}.${added}`);
  const replace = (at: number, item: unknown): void => onChange(items.map((old, i) => (i === at ? item : old)));
  return (
    <FieldSet legend={words.label(name)} help={words.help(field.description)} ref={form}>
      <Complaints issues={issues} path={path} />
      {items.map((item, i) => (
        // Items have no name of their own, and their order is what is edited.
        <Stack
          key={i}
          direction="row"
          spacing={1}
          sx={{ alignItems: 'flex-start' }}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (added === i && !currentTarget.contains(relatedTarget)) afterPress(() => setAdded((now) => (now === i ? undefined : now)));
          }}
        >
          <Box sx={{ flexGrow: 1 }} data-path={`${path}.${i}`}>
            <Complaints issues={issues} path={`${path}.${i}`} />
            <FieldInputs
              fields={field.fields}
              path={`${path}.${i}`}
              values={item}
              issues={added === i ? issues.filter(({ code }) => code !== 'REQUIRED') : issues}
              isReadOnly={isReadOnly}
              onChange={(next) => replace(i, next)}
              isDense
            />
          </Box>
          {!isReadOnly && (
            <IconButton
              aria-label={translate('editing.remove_item', { field: words.label(name), number: i + 1 })}
              onClick={() => {
                setAdded(undefined);
                onChange(items.length === 1 ? undefined : items.filter((_, at) => at !== i));
              }}
            >
              <DeleteOutlined />
            </IconButton>
          )}
        </Stack>
      ))}
      {!isReadOnly && (
        <Button
          startIcon={<AddIcon />}
          size="small"
          sx={{ alignSelf: 'flex-start' }}
          onClick={() => {
            setAdded(items.length);
            onChange([...items, startOf(field.fields, items.at(-1), locale)]);
          }}
        >
          {translate('editing.add_item', { field: words.label(name) })}
        </Button>
      )}
    </FieldSet>
  );
};

/**
 * A new item: the first value of each vocabulary that must be chosen, since it is the usual one; and the language of the item before, or
 * else that of the panel.
 */
const startOf = (fields: Fields, before: Values | undefined, locale: Locale): Values =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      if (field.kind !== 'choice' || field.required !== true) return [];
      return [[name, isLocale(field) ? (before?.[name] ?? locale) : Object.keys(field.values)[0]]];
    }),
  );

const isLocale = ({ name }: ChoiceField): boolean => name === localeChoice.name;

/** What is wrong with a place that has no input of its own, such as a list or the record as a whole. */
export const Complaints = ({ issues, path }: { readonly issues: readonly FormIssue[]; readonly path: string }) => {
  const own = issuesAt(issues, path);
  if (own.length === 0) return null;
  return (
    <FormHelperText error={own.some(isError)}>
      <IssueTexts issues={own} />
    </FormHelperText>
  );
};

interface FieldSetProps {
  readonly legend: string;
  readonly help: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLFieldSetElement>;
}

const FieldSet = ({ legend, help, children, ref }: FieldSetProps) => {
  const id = useId();
  return (
    <Stack component="fieldset" ref={ref} spacing={1.5} aria-describedby={id} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 0.5, fontWeight: 600 }}>
        {legend}
      </Box>
      <Typography id={id} variant="caption" color="text.secondary" sx={{ mt: '-4px !important' }}>
        {help}
      </Typography>
      {children}
    </Stack>
  );
};

export type Values = Readonly<Record<string, unknown>>;

interface FieldInputsProps {
  readonly fields: Fields;
  /** Path of what the fields belong to; empty for the record itself. */
  readonly path: string;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly issues: readonly FormIssue[];
  readonly isReadOnly: boolean;
  /** Whether short fields stand closely, as in lists. */
  readonly isDense?: boolean;
}

/** Inputs of several fields of one record or group: short ones beside each other, the others below. */
export const FieldInputs = ({ fields, path, values, onChange, issues, isReadOnly, isDense = false }: FieldInputsProps) => (
  <Box
    sx={{
      display: 'grid',
      gap: 1.5,
      gridTemplateColumns: { xs: '1fr', md: isDense ? 'repeat(auto-fit, minmax(11rem, 1fr))' : 'repeat(2, 1fr)' },
      alignItems: 'start',
    }}
  >
    {Object.entries(fields).map(([name, field]) => (
      <Box
        key={name}
        data-path={path === '' ? name : `${path}.${name}`}
        sx={isWide(field) ? { gridColumn: '1 / -1' } : field.kind === 'reference' ? { gridColumn: { md: 'span 2' } } : {}}
      >
        <FieldInput
          name={name}
          field={field}
          path={path === '' ? name : `${path}.${name}`}
          value={values[name]}
          issues={issues}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      </Box>
    ))}
  </Box>
);

const isWide = (field: Field): boolean =>
  field.kind === 'group' ||
  (field.kind === 'text' && (field.perLocale === true || field.multiline === true || (field.maxLength ?? 0) >= longText));

/** A text that may have this many characters needs a line of its own. */
const longText = 500;
