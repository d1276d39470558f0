import { Box, Button, Collapse, MenuItem, Stack, TextField } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import { model } from '../../../schema/model.ts';
import { ownFields } from '../../derived/claim-words.ts';
import { Complaints, FieldInputs, type Values } from '../../derived/FieldInput.tsx';
import { useFocusField } from '../../derived/focus-field.ts';
import { type FormIssue, isError, issuesAt } from '../../derived/issue-text.ts';
import { IssueTexts } from '../../derived/IssueTexts.tsx';
import { RecordPicker } from '../../derived/RecordPicker.tsx';
import { typeOfId } from '../../derived/record-types.ts';
import { useTypeTitle } from '../../derived/words.ts';

interface ClaimEditorProps {
  readonly type: RelationType;
  readonly claim: AnyRecord;
  /** The end that the page around is about, which stays. */
  readonly fixedEnd: 'subject' | 'object';
  readonly issues: readonly FormIssue[];
  readonly isReadOnly: boolean;
  readonly autoFocus: boolean;
  /** The field to go to at once, such as `citations.0.source`. */
  readonly focusPath: string | null;
  readonly onChange: (claim: AnyRecord) => void;
}

/** Fields that most claims leave as they are. */
const rarelyChanged = ['population', 'note', 'knowledgeLevel', 'agent', 'lastReviewed', 'nextReview'];

const isRare = (path: string): boolean => rarelyChanged.includes(path.split('.')[0] ?? '');

/** A claim with all it can say: its other end, what qualifies it, and where it is written. */
export const ClaimEditor = (props: ClaimEditorProps) => {
  const { type, claim, fixedEnd, issues, isReadOnly, autoFocus, focusPath, onChange } = props;
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const openEnd = fixedEnd === 'subject' ? 'object' : 'subject';
  const rare = pick(type.fields, rarelyChanged);
  const hasRareIssue = issues.some(({ path }) => isRare(path));
  const [isOpen, setIsOpen] = useState(isRare(focusPath ?? ''));
  const form = useRef<HTMLDivElement>(null);
  useFocusField(form, focusPath);
  const set = (values: Values): void => onChange({ ...claim, ...values });
  const inputs = { path: '', values: claim, issues, isReadOnly, onChange: set };
  const endIssues = [...issuesAt(issues, openEnd), ...issuesAt(issues, 'type')];
  const types = endTypes(type, fixedEnd, claim[fixedEnd] ?? '');
  return (
    <Stack spacing={1.5} ref={form}>
      <Complaints issues={issues} path="" />
      <Complaints issues={issues} path={fixedEnd} />
      <Box data-path={openEnd}>
        <RecordPicker
          types={types}
          value={claim[openEnd]}
          label={types.map((one) => titleOf(one)).join(' / ')}
          hasError={endIssues.some(isError)}
          helperText={endIssues.length > 0 && <IssueTexts issues={endIssues} />}
          isRequired
          isReadOnly={isReadOnly}
          autoFocus={autoFocus}
          onChange={(id) => set({ [openEnd]: id })}
        />
      </Box>
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
