import { Box, Link as MuiLink, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ClaimPhrase } from '../../derived/ClaimPhrase.tsx';
import { addressOfRecord } from '../../derived/record-types.ts';
import { usePanelLocale } from '../../derived/words.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { MoreButton, Waiting } from '../../layout/Screen.tsx';
import { type ConnectionPage, useConnection } from '../../providers/use-answer.ts';
import { type CitingClaim, sourceClaimsDocument } from './source-documents.ts';

/** Where a source is used: the published claims that cite it, those that deny something after the others. */
export const SourceClaims = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const stated = useCitingClaims(id, false);
  const denied = useCitingClaims(id, true);
  if (stated.error ?? denied.error) return <ErrorNotice error={stated.error ?? denied.error} />;
  if (stated.isPending || denied.isPending) return <Waiting />;
  const claims = [...stated.nodes, ...denied.nodes];
  if (claims.length === 0) return <Typography color="text.secondary">{translate('editing.source_unused')}</Typography>;
  const more = stated.hasMore ? stated : denied;
  return (
    <>
      <Typography variant="body2" color="text.secondary" gutterBottom>
        {translate('editing.cited_by', { smart_count: (stated.totalCount ?? 0) + (denied.totalCount ?? 0) })}
      </Typography>
      <Box component="ul" sx={{ pl: 2.5, m: 0 }}>
        {claims.map(({ id: claimId, predicate, negated, subject, object, population }) => (
          <li key={claimId}>
            <ClaimPhrase
              predicate={predicate}
              isNegated={negated}
              subject={<EndLink {...subject} />}
              object={<EndLink {...object} />}
              population={population}
            />
          </li>
        ))}
      </Box>
      <MoreButton {...more} />
    </>
  );
};

const EndLink = ({ id, name }: CitingClaim['subject']) => (
  <MuiLink component={Link} to={addressOfRecord(id) ?? ''}>
    {name}
  </MuiLink>
);

const noClaims: ConnectionPage<CitingClaim> = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

function useCitingClaims(id: string, negated: boolean) {
  const locale = usePanelLocale();
  return useConnection(sourceClaimsDocument, { id, locale, negated }, ({ source }): ConnectionPage<CitingClaim> =>
    source ? { ...source.claims, edges: source.claims.edges.map(({ claim }) => ({ node: claim })) } : noClaims,
  );
}
