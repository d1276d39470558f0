import {
  Accordion,
  AccordionDetails,
  AccordionSummary,
  Alert,
  Box,
  Button,
  Card,
  Chip,
  IconButton,
  LinearProgress,
  Link as MuiLink,
  MenuItem,
  Stack,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import Delete from '@mui/icons-material/Delete';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { certainty } from '../../../schema/language/vocabularies.ts';
import { model } from '../../../schema/model.ts';
import { pointsTo } from '../../../schema/relations/points-to.ts';
import { draftStates, reviewStates } from '../../change-sets/change-set-documents.ts';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import type { FoundConcept } from '../../derived/concept-search-documents.ts';
import { distinctNodes } from '../../derived/distinct-nodes.ts';
import { addressOfRecord } from '../../derived/record-types.ts';
import { severityOfUrgency } from '../../derived/urgency-severity.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FilterField } from '../../layout/FilterField.tsx';
import { Screen } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useAnswer } from '../../providers/use-answer.ts';
import { useCan, useViewer } from '../../providers/viewer.ts';
import { changeSetsDocument } from '../queues/queue-documents.ts';
import { assessDocument, type Assessment, type Candidate, type ToldClaim } from './try-it-documents.ts';

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
    enabled: findings.length > 0,
    placeholderData: keepPreviousData,
  });
  const add = (id: string, name: string, presence: Presence): void =>
    setFindings((before) => [...before.filter((one) => one.id !== id), { id, name, presence }]);
  return (
    <Screen title="screens.try_it.title" help="screens.try_it.help">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: '420px 1fr' }, alignItems: 'start' }}>
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
            data && <Answer assessment={data.assess} onAsk={(id, name) => add(id, name, 'PRESENT')} />
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
          slotProps={{ htmlInput: { min: 0, max: 130 } }}
          sx={{ width: 90 }}
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

const Answer = ({ assessment, onAsk }: { readonly assessment: Assessment; readonly onAsk: (id: string, name: string) => void }) => {
  const translate = useTranslate();
  const words = useModelWords();
  const { urgency, redFlags, medicationEffects, candidates, nextFindings, unresolved, notice, contentRelease } = assessment;
  return (
    <Stack spacing={2}>
      <Alert severity={severityOfUrgency(urgency)}>
        {urgency === null ? translate('screens.try_it.no_urgency') : words.choice('Urgency', urgency)}
        {redFlags.map((hit) => (
          <RedFlagText key={hit.redFlag.id} hit={hit} />
        ))}
      </Alert>
      {unresolved.length > 0 && (
        <Alert severity="warning">{translate('screens.try_it.unresolved', { texts: unresolved.map(({ text }) => text).join(', ') })}</Alert>
      )}
      {medicationEffects.length > 0 && (
        <Alert severity="warning">
          {medicationEffects.map(({ medication, claims }) => (
            <Reasons
              key={medication.id}
              heading="h2"
              title={translate('screens.try_it.taken', { name: medication.name })}
              claims={claims}
            />
          ))}
        </Alert>
      )}
      {nextFindings.length > 0 && (
        <Box>
          <Typography component="h2" variant="subtitle1">
            {translate('screens.try_it.next')}
          </Typography>
          <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
            {nextFindings.map(({ symptom }) => (
              <Button key={symptom.id} size="small" variant="outlined" onClick={() => onAsk(symptom.id, symptom.name)}>
                {symptom.name}
              </Button>
            ))}
          </Stack>
        </Box>
      )}
      <Box>
        <Typography component="h2" variant="subtitle1">
          {translate('screens.try_it.candidates', { count: candidates.length })}
        </Typography>
        {candidates.map((candidate, i) => (
          <CandidateCard key={candidate.cause.id} candidate={candidate} isFirst={i === 0} />
        ))}
      </Box>
      <Typography variant="body2" color="textSecondary">
        {notice} {translate('screens.history.release', { number: contentRelease })}.
      </Typography>
    </Stack>
  );
};

/** A red flag that fired: on which findings, of what it makes one think, and what to tell the person. */
const RedFlagText = ({ hit: { redFlag, findings } }: { readonly hit: Assessment['redFlags'][number] }) => {
  const titleOf = useTypeTitle();
  const causes = distinctNodes(redFlag.causes.edges);
  return (
    <Typography variant="body2">
      <RecordLink id={redFlag.id} name={redFlag.name} /> ({findings.map(({ name }) => name).join(', ')}){' '}
      {causes.length > 0 && (
        <>
          <em>{titleOf(pointsTo)}</em>{' '}
          {causes.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <RecordLink id={id} name={name} />
            </span>
          ))}
          {' · '}
        </>
      )}
      {redFlag.advice}
    </Typography>
  );
};

const reasons = ['supporting', 'near', 'conflicting', 'unasked', 'medications', 'foods', 'careMeasures', 'warnings'] as const;

const CandidateCard = ({ candidate, isFirst }: { readonly candidate: Candidate; readonly isFirst: boolean }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const { cause, matchScore } = candidate;
  return (
    <Accordion variant="outlined" disableGutters defaultExpanded={isFirst} slotProps={{ heading: { component: 'h3' } }}>
      <AccordionSummary expandIcon={<ExpandMore />} aria-controls={`candidate-${cause.id}`} id={`candidate-of-${cause.id}`}>
        <Typography component="span" sx={{ flex: 1 }}>
          {cause.name}
        </Typography>
        <Typography component="span" color="textSecondary" sx={{ mr: 1 }}>
          {translate('screens.try_it.score', { score: matchScore.toLocaleString(locale, { maximumFractionDigits: 2 }) })}
        </Typography>
      </AccordionSummary>
      <AccordionDetails id={`candidate-${cause.id}`}>
        <RecordLink id={cause.id} name={translate('screens.graph.open')} />
        {reasons
          .filter((reason) => candidate[reason].length > 0)
          .map((reason) => (
            <Reasons key={reason} title={translate(`screens.try_it.reasons.${reason}`)} claims={candidate[reason]} />
          ))}
      </AccordionDetails>
    </Accordion>
  );
};

interface ReasonsProps {
  readonly title: string;
  readonly claims: readonly ToldClaim[];
  readonly heading?: 'h2' | 'h4';
}

const Reasons = ({ title, claims, heading = 'h4' }: ReasonsProps) => (
  <>
    <Typography component={heading} variant="subtitle2" sx={{ mt: 1 }}>
      {title}
    </Typography>
    <Box component="ul" sx={{ m: 0, pl: 3 }}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <Sentence claim={claim} />
        </li>
      ))}
    </Box>
  </>
);

const Sentence = ({
  claim: { predicate, negated, certainty: level, subject, object, citations },
}: {
  readonly claim: ToldClaim;
}): ReactNode => {
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  const type = model.relationByName.get(predicate);
  const verb = type ? titleOf(type) : predicate;
  return (
    <Typography component="span" variant="body2">
      <RecordLink id={subject.id} name={subject.name} /> <em>{negated ? translate('screens.not_verb', { verb }) : verb}</em>{' '}
      <RecordLink id={object.id} name={object.name} /> · {words.label('certainty')}: {words.choice('Certainty', level)} ·{' '}
      {[...new Set(citations.map(({ source }) => source.title))].join('; ')}
    </Typography>
  );
};

const RecordLink = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <MuiLink component={Link} to={addressOfRecord(id) ?? '/'}>
    {name}
  </MuiLink>
);
