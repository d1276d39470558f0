import { Accordion, AccordionDetails, AccordionSummary, Alert, Box, Button, Link as MuiLink, Stack, Typography } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { pointsTo } from '../../../schema/relations/points-to.ts';
import { ClaimPhrase } from '../../derived/ClaimPhrase.tsx';
import { distinctNodes } from '../../derived/distinct-nodes.ts';
import { HarmMark } from '../../derived/HarmMark.tsx';
import { addressOfRecord } from '../../derived/record-types.ts';
import { severityOfUrgency } from '../../derived/urgency-severity.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import type { Assessment, Candidate, ToldClaim } from './try-it-documents.ts';

interface AssessmentAnswerProps {
  readonly assessment: Assessment;
  /** Told of a finding that is worth asking next, when it was chosen. */
  readonly onAsk: (id: string, name: string) => void;
}

/** What the API answers about findings, as a person reads it: what is urgent first, then causes with the reasons. */
export const AssessmentAnswer = ({ assessment, onAsk }: AssessmentAnswerProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  const { urgency, redFlags, medicationEffects, candidates, nextFindings, unresolved, notice, contentRelease } = assessment;
  const alert = useRef<HTMLDivElement>(null);
  const fired = redFlags.map(({ redFlag }) => redFlag.id).join(' ');
  useEffect(() => {
    // On a narrow window it stands under the whole form.
    if (fired !== '') alert.current?.scrollIntoView({ block: 'nearest' });
  }, [fired]);
  // Chosen from a list, and understood: what is missing is in the graph.
  const misunderstood = unresolved.filter(({ path }) => path !== 'person.pregnant');
  return (
    <Stack spacing={2}>
      <Alert severity={severityOfUrgency(urgency)} ref={alert}>
        {urgency === null ? translate('screens.try_it.no_urgency') : words.choice('Urgency', urgency)}
        {redFlags.map((hit) => (
          <RedFlagText key={hit.redFlag.id} hit={hit} />
        ))}
      </Alert>
      {unresolved.length > misunderstood.length && <Alert severity="warning">{translate('screens.try_it.no_pregnancy')}</Alert>}
      {misunderstood.length > 0 && (
        <Alert severity="warning">
          {translate('screens.try_it.unresolved', { texts: misunderstood.map(({ text }) => text).join(translate('editing.list_comma')) })}
        </Alert>
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
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const causes = distinctNodes(redFlag.causes.edges);
  return (
    <Typography variant="body2">
      <RecordLink id={redFlag.id} name={redFlag.name} />
      {translate('editing.in_brackets', { text: '', more: findings.map(({ name }) => name).join(translate('editing.list_comma')) })}{' '}
      {causes.length > 0 && (
        <>
          <em>{titleOf(pointsTo)}</em>{' '}
          {causes.map(({ id, name }, i) => (
            <span key={id}>
              {i > 0 && translate('editing.list_comma')}
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

const reasons = ['supporting', 'near', 'conflicting', 'unasked', 'warnings', 'medications', 'foods', 'careMeasures'] as const;

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
            <Reasons
              key={reason}
              title={translate(`screens.try_it.reasons.${reason}`)}
              claims={candidate[reason]}
              warnedHelp={candidate.warnedHelp}
            />
          ))}
      </AccordionDetails>
    </Accordion>
  );
};

interface ReasonsProps {
  readonly title: string;
  readonly claims: readonly ToldClaim[];
  readonly heading?: 'h2' | 'h4';
  /** What warns of the subjects of the claims. */
  readonly warnedHelp?: Candidate['warnedHelp'];
}

const Reasons = ({ title, claims, heading = 'h4', warnedHelp = [] }: ReasonsProps) => {
  const translate = useTranslate();
  return (
    <>
      <Typography component={heading} variant="subtitle2" sx={{ mt: 1 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, pl: 3 }}>
        {claims.map((claim) => (
          <li key={claim.id}>
            <Sentence claim={claim} />
            {warnedHelp
              .filter(({ help }) => help.id === claim.subject.id)
              .flatMap((warned) => warned.claims)
              .filter(({ id }) => id !== claim.id)
              .map((warning) => (
                <HarmMark key={warning.id}>
                  {translate('screens.try_it.warning')} <Sentence claim={warning} />
                </HarmMark>
              ))}
          </li>
        ))}
      </Box>
    </>
  );
};

const Sentence = ({ claim }: { readonly claim: ToldClaim }): ReactNode => {
  const translate = useTranslate();
  const words = useModelWords();
  const { predicate, negated, certainty: level, population, subject, object, citations } = claim;
  const { severity, guidance, interactionEffect, management } = claim;
  const labelled = (field: string, text: string): string => translate('editing.labelled', { label: words.label(field), text });
  const sources = [...new Set(citations.map(({ source }) => source.title))].join('; ');
  const qualifiers = [
    guidance && words.choice('Guidance', guidance),
    severity && labelled('severity', words.choice('Severity', severity)),
    interactionEffect,
    management && labelled('management', management),
    labelled('certainty', words.choice('Certainty', level)),
    sources,
  ].filter(Boolean);
  return (
    <Typography component="span" variant="body2" sx={{ fontWeight: 'inherit' }}>
      <ClaimPhrase
        predicate={predicate}
        isNegated={negated}
        subject={<RecordLink {...subject} />}
        object={<RecordLink {...object} />}
        population={population}
      />
      {qualifiers.map((qualifier) => ` · ${qualifier}`)}
    </Typography>
  );
};

const RecordLink = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <MuiLink component={Link} to={addressOfRecord(id) ?? '/'}>
    {name}
  </MuiLink>
);
