import { Box, Card, Chip, IconButton, LinearProgress, MenuItem, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import Delete from '@mui/icons-material/Delete';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { draftStates, reviewStates } from '../../change-sets/change-set-documents.ts';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import type { FoundConcept } from '../../derived/concept-search-documents.ts';
import { useModelWords, usePanelLocale } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FilterField } from '../../layout/FilterField.tsx';
import { Screen } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useAnswer } from '../../providers/use-answer.ts';
import { useCan, useViewer } from '../../providers/viewer.ts';
import { changeSetsDocument } from '../queues/queue-documents.ts';
import { AssessmentAnswer } from './AssessmentAnswer.tsx';
import { assessDocument } from './try-it-documents.ts';

const presences = ['PRESENT', 'ABSENT', 'UNKNOWN'] as const;
type Presence = (typeof presences)[number];

interface Finding {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence;
}

interface Person {
  readonly age: string;
  readonly sex: string;
  readonly pregnant: string;
  readonly conditions: readonly FoundConcept[];
  readonly medications: readonly FoundConcept[];
}

const oldest = 130;

/** Whether it is an age in years that the API takes, or none. */
const isAge = (age: string): boolean => age === '' || (Number(age) >= 0 && Number(age) <= oldest);

const nobody: Person = { age: '', sex: '', pregnant: '', conditions: [], medications: [] };

/** What was asked last, for who comes back from a record; nowhere but here, and gone with the window. */
let asked: { readonly findings: readonly Finding[]; readonly person: Person } = { findings: [], person: nobody };

/** What the API would tell an app about findings, with its reasons, from what is published or from a draft. */
export const TryItPage = () => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const [findings, setFindings] = useState(asked.findings);
  const [person, setPerson] = useState(asked.person);
  useEffect(() => {
    asked = { findings, person };
  }, [findings, person]);
  const [least, setLeast] = useState('');
  const [changeSet, setChangeSet] = useState('');
  const previewChangeSet = changeSet || undefined;
  const variables = {
    findings: findings.map(({ id, presence }) => ({ symptom: { id }, presence })),
    person: {
      ageYears: person.age === '' ? undefined : Number(person.age),
      sex: person.sex || undefined,
      pregnant: person.pregnant === '' ? undefined : person.pregnant === 'yes',
      conditions: person.conditions.map(({ id }) => ({ id })),
      medications: person.medications.map(({ id }) => ({ id })),
    },
    minCertainty: least || undefined,
    locale,
  };
  const { data, error, isFetching } = useQuery({
    queryKey: ['assess', variables, previewChangeSet],
    queryFn: () => askServer(assessDocument, variables, { previewChangeSet }),
    enabled: findings.length > 0 && isAge(person.age),
    placeholderData: keepPreviousData,
  });
  const add = (id: string, name: string, presence: Presence): void =>
    setFindings((before) => [...before.filter((one) => one.id !== id), { id, name, presence }]);
  return (
    <Screen title="screens.try_it.title" help="screens.try_it.help">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '340px 1fr', lg: '420px 1fr' }, alignItems: 'start' }}>
        <Card variant="outlined" component="section" aria-label={translate('screens.try_it.question')} sx={{ p: 2 }}>
          <Stack spacing={2}>
            <ConceptSearch
              label={translate('screens.try_it.add_finding')}
              kinds={['SYMPTOM']}
              previewChangeSet={previewChangeSet}
              onPick={({ id, name }) => add(id, name, 'PRESENT')}
            />
            {findings.map((finding) => (
              <FindingRow
                key={finding.id}
                finding={finding}
                onChange={(presence) => setFindings((before) => before.map((one) => (one.id === finding.id ? { ...one, presence } : one)))}
                onRemove={() => setFindings((before) => before.filter(({ id }) => id !== finding.id))}
              />
            ))}
            <PersonFields person={person} previewChangeSet={previewChangeSet} onChange={setPerson} />
            <Options least={least} onLeast={setLeast} changeSet={changeSet} onChangeSet={setChangeSet} />
          </Stack>
        </Card>
        <Box component="section" aria-label={translate('screens.try_it.answer')} aria-busy={isFetching} sx={{ minWidth: 0 }}>
          {isFetching && <LinearProgress aria-label={translate('screens.waiting')} />}
          <ErrorNotice error={error} />
          {findings.length === 0 ? (
            <Typography color="textSecondary">{translate('screens.try_it.nothing_yet')}</Typography>
          ) : (
            data && <AssessmentAnswer assessment={data.assess} onAsk={(id, name) => add(id, name, 'PRESENT')} />
          )}
        </Box>
      </Box>
    </Screen>
  );
};

interface FindingRowProps {
  readonly finding: Finding;
  readonly onChange: (presence: Presence) => void;
  readonly onRemove: () => void;
}

const FindingRow = ({ finding: { name, presence }, onChange, onRemove }: FindingRowProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  return (
    <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
      <Typography sx={{ flex: 1 }}>{name}</Typography>
      <ToggleButtonGroup
        size="small"
        exclusive
        value={presence}
        onChange={(_event, next: Presence | null) => next && onChange(next)}
        aria-label={translate('screens.try_it.presence_of', { name })}
      >
        {presences.map((one) => (
          <ToggleButton key={one} value={one} sx={{ textTransform: 'none' }}>
            {words.choice('Presence', one)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <IconButton size="small" onClick={onRemove} aria-label={translate('screens.try_it.remove', { name })}>
        <Delete fontSize="small" />
      </IconButton>
    </Stack>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** Key of what no choice means. */
  readonly none: string;
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, options, none, onChange }: ChoiceProps) => {
  const translate = useTranslate();
  return (
    <FilterField
      select
      label={translate(label)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      sx={{ minWidth: 120, flex: 1 }}
    >
      <MenuItem value="">{translate(none)}</MenuItem>
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.text}
        </MenuItem>
      ))}
    </FilterField>
  );
};

interface PersonFieldsProps {
  readonly person: Person;
  readonly previewChangeSet: string | undefined;
  readonly onChange: (person: Person) => void;
}

const PersonFields = ({ person, previewChangeSet, onChange }: PersonFieldsProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  const yesNo = [
    { value: 'yes', text: translate('screens.yes') },
    { value: 'no', text: translate('screens.no') },
  ];
  const several = (name: 'conditions' | 'medications', kind: string) => (
    <Box>
      <ConceptSearch
        label={translate(`screens.try_it.${name}`)}
        kinds={[kind]}
        previewChangeSet={previewChangeSet}
        onPick={(concept) => onChange({ ...person, [name]: [...person[name].filter(({ id }) => id !== concept.id), concept] })}
      />
      <Stack direction="row" spacing={0.5} useFlexGap sx={{ mt: 0.5, flexWrap: 'wrap' }}>
        {person[name].map((concept) => (
          <Chip
            key={concept.id}
            size="small"
            label={concept.name}
            onDelete={() => onChange({ ...person, [name]: person[name].filter(({ id }) => id !== concept.id) })}
          />
        ))}
      </Stack>
    </Box>
  );
  return (
    <>
      <Stack direction="row" spacing={1}>
        <FilterField
          label={translate('screens.try_it.age')}
          type="number"
          value={person.age}
          onChange={(event) => onChange({ ...person, age: event.target.value })}
          slotProps={{ htmlInput: { min: 0, max: oldest } }}
          error={!isAge(person.age)}
          helperText={!isAge(person.age) && translate('screens.try_it.age_range', { most: oldest })}
          sx={{ width: 110 }}
        />
        <Choice
          label="screens.try_it.sex"
          value={person.sex}
          none="screens.try_it.not_known"
          options={['FEMALE', 'MALE'].map((value) => ({ value, text: words.choice('Sex', value) }))}
          onChange={(sex) => onChange({ ...person, sex, ...(sex === 'MALE' && { pregnant: '' }) })}
        />
        <Choice
          label="screens.try_it.pregnant"
          value={person.pregnant}
          none="screens.try_it.not_known"
          options={person.sex === 'MALE' ? [] : yesNo}
          onChange={(pregnant) => onChange({ ...person, pregnant })}
        />
      </Stack>
      {several('conditions', 'CAUSE')}
      {several('medications', 'MEDICATION')}
    </>
  );
};

interface OptionsProps {
  readonly least: string;
  readonly onLeast: (least: string) => void;
  readonly changeSet: string;
  readonly onChangeSet: (changeSet: string) => void;
}

const Options = ({ least, onLeast, changeSet, onChangeSet }: OptionsProps) => {
  const words = useModelWords();
  const mayPreview = useCan('PREVIEW_CHANGE_SETS');
  const previewable = usePreviewableSets(mayPreview);
  return (
    <Stack spacing={2}>
      <Choice
        label="screens.graph.certainty"
        value={least}
        none="screens.graph.any"
        options={Object.keys(certainty.values)
          .filter((level) => level !== 'UNGRADED')
          .map((value) => ({ value, text: words.choice('Certainty', value) }))}
        onChange={onLeast}
      />
      {mayPreview && (
        <Choice
          label="screens.try_it.content"
          value={changeSet}
          none="screens.try_it.published"
          options={previewable}
          onChange={onChangeSet}
        />
      )}
    </Stack>
  );
};

/** What can be tried before it is published: the person's own change sets, and those of others that wait for a review or for their release. */
function usePreviewableSets(isWanted: boolean): readonly { readonly value: string; readonly text: string }[] {
  const translate = useTranslate();
  const { user } = useViewer();
  const drafts = useAnswer(changeSetsDocument, { states: draftStates, authorId: user?.id, first: mostSets }, isWanted);
  const waiting = useAnswer(changeSetsDocument, { states: reviewStates, first: mostSets }, isWanted);
  return [drafts, waiting].flatMap(({ data }) =>
    (data?.page.edges ?? []).map(({ node: { id, title, authorId, authorName } }) => ({
      value: id,
      text: authorId === user?.id ? title : translate('screens.try_it.set_of', { title, name: authorName }),
    })),
  );
}

/** The most change sets that one question answers. */
const mostSets = 200;
