import { Alert, Box, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading, useTranslate } from 'react-admin';
import { groupBy } from '../../../schema/language/group-by.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { food } from '../../../schema/nodes/food.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import type { WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { ClaimPhrase } from '../../derived/ClaimPhrase.tsx';
import { ConceptSearch } from '../../derived/ConceptSearch.tsx';
import { distinctNodes } from '../../derived/distinct-nodes.ts';
import { HarmMark } from '../../derived/HarmMark.tsx';
import { usePopulationWords } from '../../derived/population-words.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { severityOfUrgency } from '../../derived/urgency-severity.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { Waiting } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import {
  type PreviewedCause,
  type PreviewedHelp,
  type PreviewedRecord,
  previewedRecordsDocument,
  type PreviewedSymptom,
  previewedSymptomDocument,
} from './preview-documents.ts';
import { previewedSymptom } from './previewed-symptom.ts';

/** What the API would answer if the change set were published: about a finding, at first one that it touches, and the records it changes. */
export const PreviewTab = ({ set }: { readonly set: WholeChangeSet }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const [asked, setAsked] = useState(() => previewedSymptom(set.edits));
  const ids = set.edits.filter(({ action }) => action === 'PUT').map(({ recordId }) => recordId);
  const preview = { previewChangeSet: set.id };
  const key = ['change-set', set.id, 'preview', set.version, locale];
  const finding = useQuery({
    queryKey: [...key, 'finding', asked],
    enabled: asked !== undefined,
    queryFn: async () => (await askServer(previewedSymptomDocument, { id: asked ?? '', locale }, preview)).symptom,
  });
  const records = useQuery({
    queryKey: key,
    queryFn: async () => (await askServer(previewedRecordsDocument, { ids: ids.slice(0, mostRecords), locale }, preview)).nodes,
  });
  const error = records.error ?? finding.error;
  if (error) return <ErrorNotice error={error} />;
  if (!records.data) return <Loading />;
  return (
    <Stack spacing={2}>
      <Typography color="text.secondary">{translate('editing.set.preview_help')}</Typography>
      <ConceptSearch
        label={translate('editing.set.preview_finding')}
        kinds={['SYMPTOM']}
        previewChangeSet={set.id}
        onPick={({ id }) => setAsked(id)}
      />
      {finding.isLoading && <Waiting />}
      {finding.data && (
        <>
          <RedFlags symptom={finding.data} />
          <Causes symptom={finding.data} />
        </>
      )}
      {ids.length > 0 && (
        <>
          <Typography variant="h6" component="h3">
            {translate('editing.set.preview_changed')}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {records.data.map((node) => node && <Record key={node.id} record={node} />)}
          </Box>
          <More count={ids.length - mostRecords} />
        </>
      )}
    </Stack>
  );
};

/** Says how many more there are than are shown; nothing when all are. */
const More = ({ count }: { readonly count: number }) => {
  const translate = useTranslate();
  return count > 0 ? <Typography>{translate('editing.set.preview_more', { smart_count: count })}</Typography> : null;
};

/** The most records that one question may name. */
const mostRecords = 200;

const Record = ({ record }: { readonly record: PreviewedRecord }) => {
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  const type = typeOfId(record.id);
  if (!type) return <li>{record.id}</li>;
  if (type.shape === 'relation') {
    return (
      <li>
        <ClaimPhrase
          predicate={type.name}
          isNegated={record.negated === true}
          subject={record.subject?.name}
          object={record.object?.name}
          population={record.population}
        />
      </li>
    );
  }
  return (
    <li>
      <strong>{record.name ?? record.title}</strong>
      {translate('editing.in_brackets', { text: '', more: titleOf(type) })}{' '}
      {record.urgency && `${words.choice('Urgency', record.urgency)} · `}
      {record.advice ?? record.summary}
    </li>
  );
};

const RedFlags = ({ symptom: { name, redFlags } }: { readonly symptom: PreviewedSymptom }) => {
  const translate = useTranslate();
  const words = useModelWords();
  return (
    <>
      <Typography variant="h6" component="h3">
        {translate('editing.set.preview_red_flags', { symptom: name })}
      </Typography>
      {redFlags.edges.length === 0 && <Typography>{translate('editing.set.no_red_flags')}</Typography>}
      {distinctNodes(redFlags.edges).map(({ id, name: rule, urgency, advice }) => (
        <Alert key={id} severity={severityOfUrgency(urgency)}>
          <strong>{rule}</strong> · {words.choice('Urgency', urgency)}
          {advice && <Typography variant="body2">{advice}</Typography>}
        </Alert>
      ))}
      <More count={redFlags.totalCount - redFlags.edges.length} />
    </>
  );
};

const Causes = ({ symptom: { name, causes } }: { readonly symptom: PreviewedSymptom }) => {
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  const question = translate('editing.set.preview_question', { symptom: name });
  return (
    <>
      <Typography variant="h6" component="h3">
        {question}
      </Typography>
      {causes.edges.length === 0 ? (
        <Typography>{translate('editing.set.no_causes')}</Typography>
      ) : (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small" aria-label={question}>
            <TableHead>
              <TableRow>
                {[cause, medication, food].map((type) => (
                  <TableCell key={type.name}>{titleOf(type)}</TableCell>
                ))}
                <TableCell>{translate('editing.set.preview_contraindicated')}</TableCell>
                <TableCell>{words.label('certainty')}</TableCell>
                <TableCell>{words.label('source')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {[...groupBy(causes.edges, ({ node }) => node.id).values()].map((claims) => (
                <CauseRow key={claims[0]?.node.id} claims={claims} />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
      <More count={causes.totalCount - causes.edges.length} />
    </>
  );
};

/** A cause with all that says it, and for whom. */
const CauseRow = ({ claims }: { readonly claims: readonly PreviewedCause[] }) => {
  const words = useModelWords();
  const populationOf = usePopulationWords();
  const [first] = claims;
  if (!first) return null;
  const { name, medications, foods, contraindications } = first.node;
  const said = claims.map(({ claim: { frequency, population } }) =>
    `${frequency === null ? '' : ` (${Math.round(frequency * 100)} %)`}${populationOf(population)}`.trimStart(),
  );
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        {name} {distinct(said.filter(Boolean))}
      </TableCell>
      {[medications, foods].map((page, i) => (
        <HelpCell key={i} page={page} harms={contraindications.edges} />
      ))}
      <HelpCell page={contraindications} harms={[]} />
      <TableCell>{distinct(claims.map(({ claim }) => words.choice('Certainty', claim.certainty)))}</TableCell>
      <TableCell>{distinct(claims.flatMap(({ claim }) => claim.citations.map(({ source }) => source.title)))}</TableCell>
    </TableRow>
  );
};

interface HelpCellProps {
  readonly page: PreviewedCause['node']['medications'];
  /** What must not be used with the same cause. */
  readonly harms: PreviewedCause['node']['medications']['edges'];
}

/** What claims name, each once for those it holds for; what helps and must not be used all the same is marked. */
const HelpCell = ({ page, harms }: HelpCellProps) => {
  const translate = useTranslate();
  const words = useModelWords();
  const populationOf = usePopulationWords();
  const textOf = ({ guidance, severity, population }: PreviewedHelp['claim']): string =>
    [
      populationOf(population),
      guidance ? ` · ${words.choice('Guidance', guidance)}` : '',
      severity ? ` · ${words.choice('Severity', severity)}` : '',
    ].join('');
  return (
    <TableCell>
      {[...groupBy(page.edges, ({ node }) => node.id).values()].map((edges) => {
        const { id, name } = edges[0]?.node ?? { id: '', name: '' };
        const against = harms.filter(({ node }) => node.id === id);
        return (
          <Box key={id}>
            {[...new Set(edges.map(({ claim }) => textOf(claim)))].map((text, i) => (
              <div key={text}>{`${i === 0 ? name : '…'}${text}`}</div>
            ))}
            {against.length > 0 && (
              <HarmMark>
                {distinct(against.map(({ claim }) => `${translate('editing.set.preview_contraindicated')}${textOf(claim)}`))}
              </HarmMark>
            )}
          </Box>
        );
      })}
      <More count={page.totalCount - page.edges.length} />
    </TableCell>
  );
};

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join('; ');
