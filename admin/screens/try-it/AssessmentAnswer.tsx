import { Accordion, AccordionDetails, AccordionSummary, Alert, Box, Button, Link as MuiLink, Stack, Typography } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { model } from '../../../schema/model.ts';
import { pointsTo } from '../../../schema/relations/points-to.ts';
import { distinctNodes } from '../../derived/distinct-nodes.ts';
import { usePopulationWords } from '../../derived/population-words.ts';
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
  claim: { predicate, negated, certainty: level, population, subject, object, citations },
}: {
  readonly claim: ToldClaim;
}): ReactNode => {
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  const populationOf = usePopulationWords();
  const type = model.relationByName.get(predicate);
  const verb = type ? titleOf(type) : predicate;
  return (
    <Typography component="span" variant="body2">
      <RecordLink id={subject.id} name={subject.name} /> <em>{negated ? translate('screens.not_verb', { verb }) : verb}</em>{' '}
      <RecordLink id={object.id} name={object.name} />
      {populationOf(population)} · {words.label('certainty')}: {words.choice('Certainty', level)} ·{' '}
      {[...new Set(citations.map(({ source }) => source.title))].join('; ')}
    </Typography>
  );
};

const RecordLink = ({ id, name }: { readonly id: string; readonly name: string }) => (
  <MuiLink component={Link} to={addressOfRecord(id) ?? '/'}>
    {name}
  </MuiLink>
);
