import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { model } from '../../../schema/model.ts';
import { useTypeTitle, usePanelLocale } from '../../derived/words.ts';
import { addressOfRecord } from '../../derived/record-types.ts';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { askServer } from '../../providers/ask-server.ts';
import { sourceClaimsDocument } from './source-documents.ts';

/** Where a source is used: the published claims that cite it. */
export const SourceClaims = ({ id }: { readonly id: string }) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const locale = usePanelLocale();
  const { data, error } = useQuery({
    queryKey: ['source-claims', id, locale],
    queryFn: async () => (await askServer(sourceClaimsDocument, { id, locale })).source?.claims.edges ?? [],
  });
  if (error) return <ErrorNotice error={error} />;
  if (data?.length === 0) return <Typography color="text.secondary">{translate('editing.source_unused')}</Typography>;
  return (
    <Box component="ul" sx={{ pl: 2.5, m: 0 }}>
      {data?.map(({ claim }) => {
        const relation = model.relationByName.get(claim.predicate);
        return (
          <li key={claim.id}>
            <Link to={addressOfRecord(claim.subject.id) ?? ''}>{claim.subject.name}</Link>{' '}
            <em>
              {relation
                ? claim.negated
                  ? translate('editing.denied', { predicate: titleOf(relation) })
                  : titleOf(relation)
                : claim.predicate}
            </em>{' '}
            <Link to={addressOfRecord(claim.object.id) ?? ''}>{claim.object.name}</Link>
          </li>
        );
      })}
    </Box>
  );
};
