import { Box, Button, Collapse, MenuItem, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Issue } from '../../../schema/error-codes.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { ownFields } from '../../derived/claim-words.ts';
import { FieldInputs, type Values } from '../../derived/FieldInput.tsx';
import { issuesAt, useIssueText } from '../../derived/issue-text.ts';
import { RecordPicker } from '../../derived/RecordPicker.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTypeTitle } from '../../derived/words.ts';

interface ClaimEditorProps {
  readonly type: RelationType;
  readonly claim: AnyRecord;
  /** The end that the page around is about, which stays. */
  readonly fixedEnd: 'subject' | 'object';
  readonly issues: readonly Issue[];
  readonly isReadOnly: boolean;
  readonly autoFocus: boolean;
  readonly onChange: (claim: AnyRecord) => void;
}

/** Fields that most claims leave as they are. */
const rarelyChanged = ['population', 'note', 'knowledgeLevel', 'agent', 'lastReviewed', 'nextReview'];

/** A claim with all it can say: its other end, what qualifies it, and where it is written. */
export const ClaimEditor = ({ type, claim, fixedEnd, issues, isReadOnly, autoFocus, onChange }: ClaimEditorProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const textOf = useIssueText();
  const openEnd = fixedEnd === 'subject' ? 'object' : 'subject';
  const rare = pick(type.fields, rarelyChanged);
  const hasRareIssue = issues.some(({ path }) => rarelyChanged.includes(path.split('.')[0] ?? ''));
  const [isOpen, setIsOpen] = useState(false);
  const set = (values: Values): void => onChange({ ...claim, ...values });
  const inputs = { path: '', values: claim, issues, isReadOnly, onChange: set };
  const endIssues = [...issuesAt(issues, openEnd), ...issuesAt(issues, 'type')];
  const types = endTypes(type, fixedEnd, claim[fixedEnd] ?? '');
  return (
    <Stack spacing={1.5}>
      <RecordPicker
        types={types}
        value={claim[openEnd]}
        label={types.map((one) => titleOf(one)).join(' / ')}
        hasError={endIssues.length > 0}
        helperText={endIssues.map(textOf).join(' ')}
        isRequired
        isReadOnly={isReadOnly}
        autoFocus={autoFocus}
        onChange={(id) => set({ [openEnd]: id })}
      />
      <FieldInputs {...inputs} fields={pick(type.fields, ['certainty', ...ownFields(type).map(([name]) => name)])} isDense />
      <FieldInputs {...inputs} fields={pick(type.fields, ['citations'])} />
      <Box>
        <Button size="small" aria-expanded={isOpen || hasRareIssue} onClick={() => setIsOpen(!isOpen)}>
          {translate(isOpen ? 'editing.less' : 'editing.more')}
        </Button>
        <Collapse in={isOpen || hasRareIssue} unmountOnExit>
          <Stack spacing={1.5} sx={{ pt: 1 }}>
            <TextField
              select
              size="small"
              label={translate('editing.stated_or_denied')}
              helperText={translate('editing.denied_help')}
              value={claim.negated === true ? 'denied' : 'stated'}
              disabled={isReadOnly}
              onChange={(event) => set({ negated: event.target.value === 'denied' ? true : undefined })}
            >
              <MenuItem value="stated">{translate('editing.stated')}</MenuItem>
              <MenuItem value="denied">{translate('editing.is_denied')}</MenuItem>
            </TextField>
            <FieldInputs {...inputs} fields={rare} />
          </Stack>
        </Collapse>
      </Box>
    </Stack>
  );
};

const pick = <T,>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));

/** Kinds that the other end may be of. */
function endTypes(type: RelationType, fixedEnd: 'subject' | 'object', fixedId: string): readonly NodeType[] {
  const kind = typeOfId(fixedId);
  const ends = model.endsOf(type).flatMap(({ from, to }) => {
    if (fixedEnd === 'subject') return from === kind ? [to] : type.isSymmetric && to === kind ? [from] : [];
    return to === kind ? [from] : type.isSymmetric && from === kind ? [to] : [];
  });
  return [...new Set(ends)];
}
