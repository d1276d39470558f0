import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Loading, useTranslate } from 'react-admin';
import type { WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { cause } from '../../../schema/nodes/cause.ts';
import { food } from '../../../schema/nodes/food.ts';
import { medication } from '../../../schema/nodes/medication.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { type PreviewedCause, previewedCausesDocument, type PreviewedRecord, previewedRecordsDocument } from './preview-documents.ts';
import { previewedSymptom } from './previewed-symptom.ts';

/** What the API would answer if the change set were published: what can cause the first symptom it touches, and the records it changes. */
export const PreviewTab = ({ set }: { readonly set: WholeChangeSet }) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const ids = set.edits.filter(({ action }) => action === 'PUT').map(({ recordId }) => recordId);
  const { data, error, isPending } = useQuery({
    queryKey: ['change-set', set.id, 'preview', set.version, locale],
    queryFn: async () => {
      const options = { previewChangeSet: set.id };
      const symptomId = previewedSymptom(set.edits);
      const { symptom } =
        symptomId === undefined ? { symptom: null } : await askServer(previewedCausesDocument, { id: symptomId, locale }, options);
      const { nodes } = await askServer(previewedRecordsDocument, { ids: ids.slice(0, mostRecords), locale }, options);
      return { symptom, nodes };
    },
  });
  if (error) return <ErrorNotice error={error} />;
  if (isPending) return <Loading />;
  return (
    <Stack spacing={2}>
      <Typography color="text.secondary">{translate('editing.set.preview_help')}</Typography>
      {data.symptom && (
        <>
          <Typography variant="h6" component="h3">
            {translate('editing.set.preview_question', { symptom: data.symptom.name })}
          </Typography>
          <Causes causes={data.symptom.causes.edges} />
        </>
      )}
      {ids.length > 0 && (
        <>
          <Typography variant="h6" component="h3">
            {translate('editing.set.preview_changed')}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {data.nodes.map((node) => node && <Record key={node.id} record={node} />)}
          </Box>
          {ids.length > mostRecords && (
            <Typography>{translate('editing.set.preview_more', { smart_count: ids.length - mostRecords })}</Typography>
          )}
        </>
      )}
    </Stack>
  );
};

/** The most records that one question may name. */
const mostRecords = 200;

const Record = ({ record }: { readonly record: PreviewedRecord }) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const type = typeOfId(record.id);
  if (!type) return <li>{record.id}</li>;
  if (type.shape === 'relation') {
    const predicate = record.negated === true ? translate('editing.denied', { predicate: titleOf(type) }) : titleOf(type);
    return (
      <li>
        {record.subject?.name} <em>{predicate}</em> {record.object?.name}
      </li>
    );
  }
  return (
    <li>
      <strong>{record.name ?? record.title}</strong> ({titleOf(type)}) {record.summary}
    </li>
  );
};

const Causes = ({ causes }: { readonly causes: readonly PreviewedCause[] }) => {
  const translate = useTranslate();
  const words = useModelWords();
  const titleOf = useTypeTitle();
  if (causes.length === 0) return <Typography>{translate('editing.set.no_causes')}</Typography>;
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          {[cause, medication, food].map((type) => (
            <TableCell key={type.name}>{titleOf(type)}</TableCell>
          ))}
          <TableCell>{words.label('certainty')}</TableCell>
          <TableCell>{words.label('source')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {causes.map(({ node, claim }) => (
          <TableRow key={node.id}>
            <TableCell component="th" scope="row">
              {node.name}
              {claim.frequency !== null && ` (${Math.round(claim.frequency * 100)} %)`}
            </TableCell>
            <TableCell>{namesOf(node.medications.edges)}</TableCell>
            <TableCell>{namesOf(node.foods.edges)}</TableCell>
            <TableCell>{words.choice('Certainty', claim.certainty)}</TableCell>
            <TableCell>{[...new Set(claim.citations.map(({ source }) => source.title))].join('; ')}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
};

const namesOf = (edges: readonly { readonly node: { readonly name: string } }[]): string => edges.map(({ node }) => node.name).join(', ');
