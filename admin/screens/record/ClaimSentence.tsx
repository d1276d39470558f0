import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { ClaimPhrase } from '../../derived/ClaimPhrase.tsx';
import { sourcesOf, useClaimWords } from '../../derived/claim-words.ts';
import type { Population } from '../../../schema/validation/populations-overlap.ts';
import { useRecordNames } from '../../derived/record-names.ts';

/** A claim as a sentence: its ends and predicate and for whom it holds, then what qualifies it, which names its sources to the pointer. */
export const ClaimSentence = ({ type, claim }: { readonly type: RelationType; readonly claim: AnyRecord }) => {
  const translate = useTranslate();
  const nameOf = useRecordNames();
  const wordsOf = useClaimWords();
  const end = (id: string | undefined): string => (id ? nameOf(id) : '…');
  return (
    <Box>
      <Typography component="span" sx={{ '& em': { color: 'primary.main' } }}>
        <ClaimPhrase
          predicate={type.name}
          isNegated={claim.negated === true}
          subject={end(claim.subject)}
          object={end(claim.object)}
          population={claim['population'] as Population | undefined}
        />
      </Typography>
      <Typography component="span" variant="body2" color="text.secondary" title={sourcesOf(claim).map(nameOf).join('\n')}>
        {' — '}
        {wordsOf(type, claim).join(translate('editing.comma'))}
      </Typography>
    </Box>
  );
};
