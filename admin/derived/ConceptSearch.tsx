import { Autocomplete, TextField, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../layout/error-text.ts';
import { askServer } from '../providers/ask-server.ts';
import { PanelError } from '../providers/panel-error.ts';
import { conceptSearchDocument, type FoundConcept } from './concept-search-documents.ts';
import { conceptOfKind } from './record-types.ts';
import { usePanelLocale, useTypeTitle } from './words.ts';

interface ConceptSearchProps {
  readonly label: string;
  readonly kinds?: readonly string[] | undefined;
  /** Looks among what is there once this change set is published. */
  readonly previewChangeSet?: string | undefined;
  readonly onPick: (concept: FoundConcept) => void;
}

/** Finds a concept by any of its names, in any language: a published one, unless a change set is named. */
export const ConceptSearch = ({ label, kinds, previewChangeSet, onPick }: ConceptSearchProps) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const titleOf = useTypeTitle();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['concept-search', wanted, kinds, locale, previewChangeSet],
    queryFn: () => askServer(conceptSearchDocument, { text: wanted, kinds, locale }, { previewChangeSet }),
    placeholderData: keepPreviousData,
    enabled: wanted !== '',
  });
  // What other words had found must not be picked by Enter.
  const isSearched = wanted === text.trim() && !isPlaceholderData;
  const options = wanted === '' || !isSearched ? [] : (data?.search.edges.map(({ node }) => node) ?? []);
  const errorText = useErrorText();
  const faultText = (fault: Error): string =>
    fault instanceof PanelError && fault.code === 'VALIDATION_FAILED' ? translate('screens.search.no_preview') : errorText(fault);
  const kindTitle = (kind: string): string => {
    const type = conceptOfKind(kind);
    return type ? titleOf(type) : kind;
  };
  return (
    <Autocomplete<FoundConcept>
      options={options}
      value={null}
      inputValue={text}
      onInputChange={(_event, next, reason) => setText(reason === 'reset' ? '' : next)}
      onChange={(_event, concept) => concept && onPick(concept)}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      filterOptions={(all) => all}
      autoHighlight
      loading={isFetching || !isSearched}
      loadingText={translate('screens.waiting')}
      noOptionsText={translate(wanted === '' ? 'screens.search.type' : 'screens.search.nothing')}
      openText={translate('screens.search.open')}
      closeText={translate('screens.search.close')}
      clearText={translate('screens.search.clear')}
      blurOnSelect
      renderOption={({ key, ...props }, { id, name, kind }) => (
        <li {...props} key={`${key} ${id}`}>
          {name}
          <Typography component="span" variant="body2" color="textSecondary" sx={{ ml: 1 }}>
            {kindTitle(kind)}
          </Typography>
        </li>
      )}
      renderInput={(props) => (
        <TextField {...props} label={label} size="small" margin="none" error={error !== null} helperText={error && faultText(error)} />
      )}
      sx={{ minWidth: 260, flex: 1 }}
    />
  );
};
