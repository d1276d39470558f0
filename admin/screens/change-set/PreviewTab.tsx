import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Loading, useTranslate } from 'react-admin';
import type { WholeChangeSet } from '../../change-sets/change-set-documents.ts';
import { typeOfId } from '../../derived/record-types.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { model } from '../../../schema/model.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { previewDocument, previewedRecordsDocument } from './preview-documents.ts';

/** What the API would answer if the change set were published: the leg-cramp question, and the concepts of the set. */
export const PreviewTab = ({ set }: { readonly set: WholeChangeSet }) => {
  const translate = useTranslate();
  const words = useModelWords();
  const locale = usePanelLocale();
  const titleOf = useTypeTitle();
  const ids = set.edits.filter(({ recordId }) => typeOfId(recordId)?.shape === 'node').map(({ recordId }) => recordId);
  const { data, error, isPending } = useQuery({
    queryKey: ['change-set', set.id, 'preview', set.version, locale],
    queryFn: async () => {
      const options = { previewChangeSet: set.id };
      const { symptom } = await askServer(previewDocument, { locale }, options);
      const { nodes } = await askServer(previewedRecordsDocument, { ids, locale }, options);
      return { symptom, nodes };
    },
  });
  if (error) return <ErrorNotice error={error} />;
  if (isPending) return <Loading />;
  const causes = data.symptom?.causes.edges ?? [];
  const namesOf = (edges: readonly { readonly node: { readonly name: string } }[]): string => edges.map(({ node }) => node.name).join(', ');
  const title = (name: string): string => {
    const type = model.nodeByName.get(name);
    return type ? titleOf(type) : name;
  };
  return (
    <Stack spacing={2}>
      <Typography color="text.secondary">{translate('editing.set.preview_help')}</Typography>
      <Typography variant="h6" component="h3">
        {translate('editing.set.preview_question')}
      </Typography>
      {causes.length === 0 ? (
        <Typography>{translate('editing.set.no_causes')}</Typography>
      ) : (
        <Table size="small">
          <TableHead>
            <TableRow>
              {['Cause', 'Medication', 'Food'].map((name) => (
                <TableCell key={name}>{title(name)}</TableCell>
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
      )}
      {ids.length > 0 && (
        <>
          <Typography variant="h6" component="h3">
            {translate('editing.set.preview_changed')}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {data.nodes.map(
              (node) =>
                node && (
                  <li key={node.id}>
                    <strong>{node.name ?? node.id}</strong> ({title(node.__typename)}) {node.summary}
                  </li>
                ),
            )}
          </Box>
        </>
      )}
    </Stack>
  );
};
