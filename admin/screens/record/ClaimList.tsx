import AddIcon from '@mui/icons-material/Add';
import { Autocomplete, Box, Button, Chip, Stack, TextField, Typography } from '@mui/material';
import { memo, useCallback, useDeferredValue, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import type { SavedEdit, WorkRecord } from '../../change-sets/change-set-documents.ts';
import { nothingRead, type ReadBench } from '../../change-sets/read-bench.ts';
import { useClaimText } from '../../derived/claim-words.ts';
import type { FormIssue } from '../../derived/issue-text.ts';
import { newId } from '../../derived/new-id.ts';
import { useClaimsTitle } from '../../derived/predicate-words.ts';
import { useRecordNames } from '../../derived/record-names.ts';
import { usePanelLocale } from '../../derived/words.ts';
import { FilterField } from '../../layout/FilterField.tsx';
import { inOrder } from './claim-order.ts';
import { ClaimRow } from './ClaimRow.tsx';

interface ClaimListProps {
  readonly kind: NodeType;
  readonly focusId: string;
  readonly read: ReadBench;
  readonly setTitle: () => string;
  readonly isReadOnly: boolean;
  /** What the server found in each claim and around it. */
  readonly foundIn: (id: string) => readonly FormIssue[];
  /** The claim to open at once, and its field; null for the record itself. */
  readonly focus: { readonly claim: string | null; readonly path: string } | null;
  readonly onSaved: (edit: SavedEdit) => void;
  readonly onChanged: () => void;
}

/** One way a kind takes part in a predicate. */
interface Part {
  readonly relation: RelationType;
  readonly end: 'subject' | 'object';
}

interface NewClaim extends Part {
  readonly work: WorkRecord;
  readonly start: AnyRecord;
}

/** From this many claims on there is a field to find some among them. */
const filteredFrom = 10;

/** The claims of a concept, grouped by predicate and ordered within a group, and where new ones are written. */
export const ClaimList = memo(({ kind, focusId, read, foundIn, focus, onChanged, ...row }: ClaimListProps) => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const nameOf = useRecordNames();
  const textOf = useClaimText();
  // Hundreds of claims take a while to draw, and the rest of the page must not wait for them.
  const { bench, changeSet } = useDeferredValue(read, nothingRead);
  const claims = bench?.claims ?? noClaims;
  const claimCount = read.bench?.claimCount ?? 0;
  const [fresh, setFresh] = useState<readonly NewClaim[]>([]);
  const [isAdding, setIsAdding] = useState(false);
  const [filter, setFilter] = useState('');
  const wanted = useDeferredValue(filter).toLowerCase().split(/\s+/).filter(Boolean);
  const otherName = ({ subject, object }: AnyRecord): string => nameOf((subject === focusId ? object : subject) ?? '');
  const isFitting = (work: WorkRecord, relation: RelationType): boolean => {
    const claim = work.edit?.record ?? work.published;
    if (!claim || wanted.length === 0 || focus?.claim === work.id) return true;
    const text = textOf(relation, claim).toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  const parts = partsOf(kind);
  const known = new Set(claims.map(({ id }) => id));
  const groups = parts.map((part) => {
    const added = fresh.filter(({ relation, end, work }) => relation === part.relation && end === part.end && !known.has(work.id));
    const old = claims.filter((work) => belongs(work, part, focusId));
    const rows = [...added.map(({ work }) => work), ...inOrder(old, otherName, locale)];
    return { part, rows, fitting: new Set(rows.filter((work) => isFitting(work, part.relation))) };
  });
  const startOf = new Map(fresh.map(({ work, start }) => [work.id, start]));
  const forget = useCallback(
    (id: string): void => {
      setFresh((before) => before.filter((one) => one.work.id !== id));
      onChanged();
    },
    [onChanged],
  );
  const add = ({ relation, end }: Part): void => {
    const id = newId(relation);
    const work: WorkRecord = { id, recordType: relation.name, published: null, publishedVersion: 0, edit: null };
    setFresh([...fresh, { relation, end, work, start: newClaim(relation, id, end, focusId) }]);
    setIsAdding(false);
  };
  return (
    <Stack spacing={2}>
      {!row.isReadOnly &&
        (isAdding ? (
          <PredicatePicker parts={parts} onPick={add} onCancel={() => setIsAdding(false)} />
        ) : (
          <Button variant="outlined" startIcon={<AddIcon />} sx={{ alignSelf: 'flex-start' }} onClick={() => setIsAdding(true)}>
            {translate('editing.add_claim')}
          </Button>
        ))}
      {claims.length >= filteredFrom && (
        <FilterField
          type="search"
          label={translate('editing.filter_claims')}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      {groups.every(({ fitting }) => fitting.size === 0) && wanted.length > 0 && (
        <Typography color="text.secondary">{translate('editing.list.nothing_fits')}</Typography>
      )}
      {claimCount === 0 && groups.every(({ rows }) => rows.length === 0) && !isAdding && (
        <Typography color="text.secondary">{translate('editing.no_claims')}</Typography>
      )}
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ part, rows, fitting }) => (
          // What does not fit is hidden only: something may be typed in it that is not saved.
          <Box component="section" key={`${part.relation.name} ${part.end}`} hidden={fitting.size === 0}>
            <PartHeading part={part} count={fitting.size} />
            <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
              {rows.map((work) => (
                <ClaimRow
                  key={work.id}
                  {...row}
                  type={part.relation}
                  work={work}
                  focusId={focusId}
                  changeSet={changeSet}
                  start={startOf.get(work.id)}
                  found={foundIn(work.id)}
                  isHidden={!fitting.has(work)}
                  focusPath={focus?.claim === work.id ? focus.path : null}
                  onGone={forget}
                />
              ))}
            </Box>
          </Box>
        ))}
      {claimCount > claims.length && claims.length > 0 && (
        <Typography color="text.secondary">{translate('editing.more_claims', { shown: claims.length, total: claimCount })}</Typography>
      )}
    </Stack>
  );
});
ClaimList.displayName = 'ClaimList';

const noClaims: readonly WorkRecord[] = [];

const PartHeading = ({ part, count }: { readonly part: Part; readonly count: number }) => {
  const label = usePartLabel();
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', mb: 0.5 }}>
      <Typography variant="subtitle2" component="h3">
        {label(part)}
      </Typography>
      <Chip size="small" label={count} />
    </Stack>
  );
};

/** What a group of claims is called: the predicate alone where the page's record is the subject, with a gap before it where it is not. */
function usePartLabel(): (part: Part) => string {
  const titleOf = useClaimsTitle();
  return ({ relation, end }) => titleOf(relation, end);
}

interface PredicatePickerProps {
  readonly parts: readonly Part[];
  readonly onPick: (part: Part) => void;
  readonly onCancel: () => void;
}

/** Chooses what a new claim shall say. */
const PredicatePicker = ({ parts, onPick, onCancel }: PredicatePickerProps) => {
  const translate = useTranslate();
  const label = usePartLabel();
  return (
    <Autocomplete<Part>
      options={[...parts]}
      open
      autoHighlight
      getOptionLabel={label}
      getOptionKey={({ relation, end }) => `${relation.name} ${end}`}
      noOptionsText={translate('editing.nothing_found')}
      onChange={(_event, part) => part && onPick(part)}
      onClose={onCancel}
      renderInput={(params) => <TextField {...params} size="small" autoFocus label={translate('editing.predicate')} />}
    />
  );
};

/** The ways a kind can take part in claims, in the order of the model. */
function partsOf(kind: NodeType): readonly Part[] {
  return model.relations.flatMap((relation) => {
    const ends = model.endsOf(relation);
    const isSubject = ends.some(({ from }) => from === kind);
    const isObject = ends.some(({ to }) => to === kind);
    if (relation.isSymmetric)
      return isSubject || isObject ? [{ relation, end: isSubject ? ('subject' as const) : ('object' as const) }] : [];
    return [...(isSubject ? [{ relation, end: 'subject' as const }] : []), ...(isObject ? [{ relation, end: 'object' as const }] : [])];
  });
}

function belongs({ published, edit, recordType }: WorkRecord, { relation, end }: Part, focusId: string): boolean {
  if (recordType !== relation.name) return false;
  const record = edit?.record ?? published;
  return relation.isSymmetric || record?.[end] === focusId;
}

/** A claim as most begin: a person's assertion that nobody has graded, with one source to come. */
const newClaim = (relation: RelationType, id: string, end: 'subject' | 'object', focusId: string): AnyRecord => ({
  type: relation.name,
  id,
  [end]: focusId,
  certainty: 'UNGRADED',
  knowledgeLevel: 'ASSERTION',
  agent: 'HUMAN',
  citations: [{ stance: 'SUPPORTS' }],
});
