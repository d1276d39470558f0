import { MenuItem } from '@mui/material';
import { useTranslate } from 'react-admin';
import { kindName } from '../../../schema/language/node-type.ts';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { model } from '../../../schema/model.ts';
import { useModelWords, useTypeTitle } from '../../derived/words.ts';
import { FilterField } from '../../layout/FilterField.tsx';
import { listIn, stepsIn } from './graph-question.ts';

interface GraphFiltersProps {
  readonly search: URLSearchParams;
  readonly onChange: (changes: Readonly<Record<string, string>>) => void;
}

/** How far and along what to go from the concept in the middle; the address holds it. */
export const GraphFilters = ({ search, onChange }: GraphFiltersProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const words = useModelWords();
  const several = (name: string, label: string, options: readonly { readonly value: string; readonly text: string }[]) => (
    <FilterField
      select
      label={translate(label)}
      value={listIn(search, name)}
      onChange={(event) => onChange({ [name]: (event.target.value as unknown as string[]).join(',') })}
      slotProps={{ select: { multiple: true } }}
      sx={{ minWidth: 160, maxWidth: 260 }}
    >
      {options.map(({ value, text }) => (
        <MenuItem key={value} value={value}>
          {text}
        </MenuItem>
      ))}
    </FilterField>
  );
  return (
    <>
      <FilterField
        select
        label={translate('screens.graph.steps')}
        value={stepsIn(search)}
        onChange={(event) => onChange({ steps: String(event.target.value) })}
        sx={{ minWidth: 90 }}
      >
        {[1, 2, 3, 4].map((steps) => (
          <MenuItem key={steps} value={steps}>
            {steps}
          </MenuItem>
        ))}
      </FilterField>
      {several(
        'kinds',
        'screens.graph.kinds',
        model.concepts.map((type) => ({ value: kindName(type), text: titleOf(type) })),
      )}
      {several(
        'predicates',
        'screens.graph.predicates',
        model.relations.map((type) => ({ value: type.name, text: titleOf(type) })),
      )}
      <FilterField
        select
        label={translate('screens.graph.certainty')}
        value={search.get('certainty') ?? ''}
        onChange={(event) => onChange({ certainty: event.target.value })}
        sx={{ minWidth: 210 }}
      >
        <MenuItem value="">{translate('screens.graph.any')}</MenuItem>
        {Object.keys(certainty.values)
          .filter((level) => level !== 'UNGRADED')
          .map((level) => (
            <MenuItem key={level} value={level}>
              {words.choice('Certainty', level)}
            </MenuItem>
          ))}
      </FilterField>
    </>
  );
};
