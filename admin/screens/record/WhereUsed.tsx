import { Box, Card, CardContent, Chip, Link as MuiLink, Stack, Typography } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { groupBy } from '../../../schema/language/group-by.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import { type OpenEdit, openEditsDocument, type WorkRecord, workbenchDocument } from '../../change-sets/change-set-documents.ts';
import { learnTitles, useRecordNames } from '../../derived/record-names.ts';
import { addressOfRecord, nodeTypeNamed, typeOfId } from '../../derived/record-types.ts';
import { useTypeTitle } from '../../derived/words.ts';
import { ListState, MoreButton } from '../../layout/Screen.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { useCan } from '../../providers/viewer.ts';
import { ClaimSentence } from './ClaimSentence.tsx';
import { SourceClaims } from './SourceClaims.tsx';

/** Everything that rests on a record: published claims, by what they join it with, and what is being written about it. */
export const WhereUsed = ({ type, id }: { readonly type: NodeType; readonly id: string }) => {
  const canReadDrafts = useCan('READ_CHANGE_SETS');
  return (
    <Stack spacing={2}>
      <Part title={type.isConcept ? 'editing.uses.claims' : 'editing.uses.cited'}>
        {type.isConcept ? <ConceptClaims id={id} /> : <SourceClaims id={id} />}
      </Part>
      {canReadDrafts && (
        <Part title="editing.uses.drafts">
          <OpenEdits id={id} />
        </Part>
      )}
    </Stack>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const text = useTranslate()(title);
  return (
    <Card variant="outlined" component="section" aria-label={text}>
      <CardContent>
        <Typography variant="h6" component="h2" gutterBottom>
          {text}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
};

const plainList = { listStyle: 'none', p: 0, m: 0 } as const;

/** Published claims that a concept is an end of, under the kind at their other end; rules about when to see somebody come first. */
const ConceptClaims = ({ id }: { readonly id: string }) => {
  const titleOf = useTypeTitle();
  const list = useInfiniteQuery({
    queryKey: ['workbench', id, 'uses'],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      const { workbench } = await askServer(workbenchDocument, { id, skipClaims: pageParam });
      learnTitles(workbench?.titles ?? []);
      return { claims: workbench?.claims ?? [], end: pageParam + (workbench?.claims.length ?? 0), count: workbench?.claimCount ?? 0 };
    },
    getNextPageParam: ({ end, count }) => (end < count ? end : undefined),
  });
  const claims = list.data?.pages.flatMap((page) => page.claims) ?? [];
  const groups = [...groupBy(claims, (claim) => typeOfId(otherEnd(claim, id))?.name ?? '')].toSorted(
    ([a], [b]) => Number(b === 'RedFlag') - Number(a === 'RedFlag'),
  );
  return (
    <ListState isPending={list.isPending} error={list.error} isEmpty={claims.length === 0} emptyText="editing.uses.no_claims">
      <Stack spacing={2}>
        {groups.map(([kind, rows]) => {
          const kindType = nodeTypeNamed(kind);
          return (
            <Box key={kind}>
              <Stack direction="row" spacing={1} sx={{ alignItems: 'center', mb: 0.5 }}>
                <Typography variant="subtitle2" component="h3">
                  {kindType ? titleOf(kindType) : kind}
                </Typography>
                <Chip size="small" label={rows.length} />
              </Stack>
              <Box component="ul" sx={plainList}>
                {rows.map((claim) => (
                  <Box component="li" key={claim.id} sx={{ py: 0.5 }}>
                    <MuiLink component={Link} to={addressOfRecord(otherEnd(claim, id)) ?? ''} color="inherit" underline="hover">
                      <UsedIn id={claim.id} record={claim.published} />
                    </MuiLink>
                  </Box>
                ))}
              </Box>
            </Box>
          );
        })}
      </Stack>
      <MoreButton hasMore={list.hasNextPage} isLoadingMore={list.isFetchingNextPage} loadMore={() => void list.fetchNextPage()} />
    </ListState>
  );
};

const otherEnd = ({ published }: WorkRecord, id: string): string =>
  (published?.subject === id ? published.object : published?.subject) ?? '';

/** The most edits that one question answers. */
const mostEdits = 200;

/** Edits of change sets that are not published yet, and change or name the record. */
const OpenEdits = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const {
    data = [],
    error,
    isPending,
  } = useQuery({
    queryKey: ['open-edits', id, 'mentions'],
    queryFn: async () => (await askServer(openEditsDocument, { mentions: id, first: mostEdits })).openEdits,
  });
  const bySet = groupBy(data, ({ changeSet }) => changeSet.id);
  return (
    <ListState isPending={isPending} error={error} isEmpty={data.length === 0} emptyText="editing.uses.no_drafts">
      <Stack spacing={1.5}>
        {[...bySet.values()].map((edits) => (
          <SetWithEdits key={edits[0]?.changeSet.id} edits={edits} />
        ))}
      </Stack>
      {data.length === mostEdits && (
        <Typography color="textSecondary">{translate('editing.uses.most_drafts', { most: mostEdits })}</Typography>
      )}
    </ListState>
  );
};

const SetWithEdits = ({ edits }: { readonly edits: readonly OpenEdit[] }) => {
  const translate = useTranslate();
  const set = edits[0]?.changeSet;
  if (!set) return null;
  return (
    <Box>
      <Stack direction="row" spacing={1} useFlexGap sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <Link to={`/change-sets/${set.id}`} style={{ color: 'inherit' }}>
          {set.title}
        </Link>
        <Chip size="small" variant="outlined" label={translate(`editing.set_state.${set.state}`)} />
        <Typography variant="body2" color="textSecondary">
          {translate('editing.set.by', { name: set.authorName })}
        </Typography>
      </Stack>
      <Box component="ul" sx={{ pl: 2.5, m: 0 }}>
        {edits.map(({ edit }) => (
          <li key={edit.recordId}>
            <UsedIn id={edit.recordId} record={edit.record} />
            {edit.action === 'RETIRE' && ` (${translate('editing.state.retired')})`}
          </li>
        ))}
      </Box>
    </Box>
  );
};

/** A record in words: a claim as its sentence, anything else by name. */
const UsedIn = ({ id, record }: { readonly id: string; readonly record: WorkRecord['published'] }) => {
  const nameOf = useRecordNames();
  const titleOf = useTypeTitle();
  const type = typeOfId(id);
  if (type?.shape === 'relation') return record ? <ClaimSentence type={type} claim={record} /> : titleOf(type);
  return nameOf(id);
};
