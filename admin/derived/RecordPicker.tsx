import OpenInNew from '@mui/icons-material/OpenInNew';
import { Autocomplete, Box, Chip, IconButton, TextField, Tooltip, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import type { NodeType } from '../../schema/language/node-type.ts';
import { useWorkingSet } from '../change-sets/working-set.tsx';
import { useRecordCreator } from './record-creator.ts';
import { type Pickable, pickRecords } from './pick-records.ts';
import { addressOfRecord, nodeTypeNamed, typeOfId } from './record-types.ts';
import { useRecordNames } from './record-names.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from './words.ts';
import { useDebounced } from './use-debounced.ts';
import { useLatest } from './use-latest.ts';

interface RecordPickerProps {
  /** Kinds that may be picked. */
  readonly types: readonly NodeType[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly label: string;
  readonly helperText?: ReactNode;
  readonly hasError?: boolean;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  /** A record that may not be picked, such as the one the page is about. */
  readonly exceptId?: string;
  /** Whether only what is there already may be picked. */
  readonly isClosed?: boolean;
}

interface ToCreate {
  readonly type: NodeType;
  readonly text: string;
}
type Option = Pickable | ToCreate;
const isToCreate = (option: Option): option is ToCreate => 'type' in option;

/** Picks a concept or source by any of its names; one that is missing is made at once, without leaving the page. */
export const RecordPicker = (props: RecordPickerProps) => {
  const { types, value, onChange, label, helperText, exceptId } = props;
  const { hasError = false, isRequired = false, isReadOnly = false, autoFocus = false, isClosed = false } = props;
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  const locale = usePanelLocale();
  const nameOf = useRecordNames();
  const { current } = useWorkingSet();
  const [text, setText] = useState('');
  const create = useRecordCreator();
  // While a missing record is made, its first save may open the change set and renew the form around; the answer is for the new one.
  const pick = useLatest(onChange);
  const typed = useDebounced(text, 200);
  const {
    data: found = [],
    isFetching,
    isPlaceholderData,
  } = useQuery({
    queryKey: ['pick', types.map(({ name }) => name), typed, locale, current?.id],
    queryFn: () => pickRecords(types, typed, locale, current?.id),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    enabled: !isReadOnly,
  });
  const trimmed = text.trim();
  // Until the search for exactly these words is over, Enter must neither take what other words had found nor make what may be there already.
  const isSearched = typed === text && !isPlaceholderData;
  const name = value ? nameOf(value) : '';
  // Another object would be another value, for which the field gives up what is being typed.
  const chosen = useMemo(
    (): Pickable | null => (value ? { id: value, recordType: typeOfId(value)?.name ?? '', name, hint: '', isDraft: false } : null),
    [value, name],
  );
  const isCreatable = !isClosed && !isFetching && trimmed !== '' && trimmed !== name;
  const isThere = (type: NodeType): boolean =>
    found.some((one) => one.recordType === type.name && one.name.toLowerCase() === trimmed.toLowerCase());
  const missing = isCreatable ? types.filter((type) => !isThere(type)).map((type) => ({ type, text: trimmed })) : [];
  const options: Option[] = isSearched ? [...found.filter(({ id }) => id !== exceptId), ...missing] : [];
  return (
    <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
      <Autocomplete<Option>
        sx={{ flexGrow: 1 }}
        options={options}
        value={chosen}
        disabled={isReadOnly}
        loading={isFetching || !isSearched}
        autoHighlight
        filterOptions={(all) => all}
        isOptionEqualToValue={(a, b) => !isToCreate(a) && !isToCreate(b) && a.id === b.id}
        getOptionKey={(option) => (isToCreate(option) ? `new ${option.type.name}` : option.id)}
        getOptionLabel={(option) => (isToCreate(option) ? option.text : option.name)}
        noOptionsText={translate(trimmed === '' ? 'screens.search.type' : 'editing.nothing_found')}
        loadingText={translate('ra.page.loading')}
        clearText={translate('ra.action.clear_input_value')}
        openText={translate('ra.action.open')}
        closeText={translate('ra.action.close')}
        onInputChange={(_event, next, reason) => setText(reason !== 'input' && next === name ? '' : next)}
        onChange={(_event, option) => {
          if (option === null) onChange(undefined);
          else if (isToCreate(option)) create(option.type, option.text, pick);
          else onChange(option.id);
        }}
        renderOption={({ key, ...optionProps }, option) => (
          <Box component="li" key={key} {...optionProps}>
            {isToCreate(option) ? (
              <Typography color="primary">
                {translate('editing.create_named', { type: titleOf(option.type), name: option.text })}
              </Typography>
            ) : (
              <Box sx={{ display: 'flex', gap: 1, width: '100%', alignItems: 'baseline' }}>
                <span>{option.name}</span>
                <Typography variant="caption" color="text.secondary" sx={{ flexGrow: 1 }}>
                  {option.hint}
                </Typography>
                {option.isDraft && <Chip size="small" variant="outlined" label={translate('editing.state.new')} />}
                <Typography variant="caption" color="text.secondary">
                  {typeTitle(option.recordType, titleOf)}
                </Typography>
              </Box>
            )}
          </Box>
        )}
        renderInput={(params) => (
          <TextField
            {...params}
            size="small"
            label={label}
            required={isRequired}
            error={hasError}
            helperText={helperText}
            autoFocus={autoFocus}
            placeholder={
              types.length > 1
                ? types.map((type) => titleOf(type)).join(translate('editing.list_comma'))
                : words.help(types[0]?.description ?? '')
            }
          />
        )}
      />
      {chosen && <OpenLink id={chosen.id} name={name} />}
    </Box>
  );
};

/** Leads to the page of a chosen record in a new tab, since something may be typed on this one. */
const OpenLink = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const title = useTranslate()('editing.open_record', { name });
  return (
    <Tooltip title={title}>
      <IconButton size="small" component={Link} to={addressOfRecord(id) ?? ''} target="_blank" aria-label={title} sx={{ mt: 0.5 }}>
        <OpenInNew fontSize="small" />
      </IconButton>
    </Tooltip>
  );
};

function typeTitle(name: string, titleOf: (type: NodeType) => string): string {
  const type = nodeTypeNamed(name);
  return type ? titleOf(type) : name;
}
