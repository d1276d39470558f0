import EditOutlined from '@mui/icons-material/EditOutlined';
import ExpandLess from '@mui/icons-material/ExpandLess';
import ExpandMore from '@mui/icons-material/ExpandMore';
import OpenInNew from '@mui/icons-material/OpenInNew';
import { Box, Button, Chip, Collapse, IconButton, Stack, Tooltip } from '@mui/material';
import { memo, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import type { AnyRecord } from '../../../schema/language/record.ts';
import type { RelationType } from '../../../schema/language/relation-type.ts';
import type { SavedEdit, WorkRecord } from '../../change-sets/change-set-documents.ts';
import { useDraft } from '../../change-sets/page-drafts.tsx';
import { useWorkingSet } from '../../change-sets/working-set.tsx';
import { distinctIssues, type FormIssue, isError } from '../../derived/issue-text.ts';
import { useRecordIssues } from '../../derived/record-issues.ts';
import { addressOfRecord } from '../../derived/record-types.ts';
import { ClaimEditor } from './ClaimEditor.tsx';
import { ClaimSentence } from './ClaimSentence.tsx';
import { SaveStateText } from './SaveStateText.tsx';
import { DropButton, RetireButton } from './RetireButton.tsx';
import { UnsavedNotice } from './UnsavedNotice.tsx';

interface ClaimRowProps {
  readonly type: RelationType;
  readonly work: WorkRecord;
  readonly focusId: string;
  readonly changeSet: string | undefined;
  readonly setTitle: () => string;
  readonly isReadOnly: boolean;
  /** What a new claim begins with; it opens at once. */
  readonly start?: AnyRecord | undefined;
  /** What the server found in it and around it. */
  readonly found: readonly FormIssue[];
  readonly isHidden: boolean;
  /** Opens it at once, at this field. */
  readonly focusPath: string | null;
  readonly onSaved: (edit: SavedEdit) => void;
  readonly onGone: (id: string) => void;
}

/** One claim of a record: a sentence that opens into its editor. */
export const ClaimRow = memo((props: ClaimRowProps) => {
  const { type, work, focusId, changeSet, setTitle, isReadOnly, start, found, isHidden, focusPath, onSaved, onGone } = props;
  const translate = useTranslate();
  const { ensure } = useWorkingSet();
  const [isOpen, setIsOpen] = useState(start !== undefined || focusPath !== null);
  const [followed, setFollowed] = useState(focusPath);
  if (followed !== focusPath) {
    setFollowed(focusPath);
    if (focusPath !== null) setIsOpen(true);
  }
  const isRetired = work.edit?.action === 'RETIRE';
  const draft = useDraft(
    work,
    changeSet,
    { ensureSet: (preferred) => ensure(setTitle(), preferred), onSaved, isSavable: ({ subject, object }) => Boolean(subject && object) },
    start,
  );
  const { record, change, saveState, serverIssues } = draft;
  const own = useRecordIssues(record);
  const issues = distinctIssues<FormIssue>([...own, ...(saveState === 'FAILED' ? serverIssues : []), ...found]);
  const errorCount = issues.filter(isError).length;
  const fixedEnd = record.subject === focusId ? 'subject' : 'object';
  const otherId = fixedEnd === 'subject' ? record.object : record.subject;
  const address = otherId ? addressOfRecord(otherId) : undefined;
  const hasDraft = work.edit !== null || saveState !== 'UNTOUCHED';
  return (
    <Box
      component="li"
      hidden={isHidden}
      sx={{ borderBottom: 1, borderColor: 'divider', py: 0.75, ...(isOpen && { bgcolor: 'action.hover', px: 1.5, borderRadius: 1 }) }}
    >
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <Box sx={{ flexGrow: 1, textDecoration: isRetired ? 'line-through' : 'none' }}>
          <ClaimSentence type={type} claim={record} />
        </Box>
        {errorCount > 0 && hasDraft && (
          <Chip size="small" color="error" variant="outlined" label={translate('editing.issues_count', { smart_count: errorCount })} />
        )}
        <EditChip work={work} isTouched={saveState !== 'UNTOUCHED'} />
        {address && (
          <Tooltip title={translate('editing.open_other_end')}>
            <IconButton size="small" component={Link} to={address} aria-label={translate('editing.open_other_end')}>
              <OpenInNew fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
        {!isRetired && (
          <Button
            size="small"
            startIcon={isOpen ? <ExpandLess /> : isReadOnly ? <ExpandMore /> : <EditOutlined />}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
            sx={{ flexShrink: 0 }}
          >
            {translate(isOpen ? 'ra.action.close' : isReadOnly ? 'ra.action.show' : 'editing.change')}
          </Button>
        )}
      </Stack>
      <Collapse in={isOpen && !isRetired} unmountOnExit>
        <Box sx={{ pt: 2, pb: 1 }}>
          <ClaimEditor
            type={type}
            claim={record}
            fixedEnd={fixedEnd}
            issues={issues}
            isReadOnly={isReadOnly}
            autoFocus={start !== undefined && otherId === undefined}
            focusPath={focusPath}
            onChange={change}
          />
          <UnsavedNotice draft={draft} />
        </Box>
      </Collapse>
      {(isOpen || isRetired) && !isReadOnly && (
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          {work.edit ? (
            <DropButton
              changeSet={work.edit.changeSet}
              ids={[work.id]}
              isNew={work.published === null}
              before={draft.abandon}
              onDropped={() => onGone(work.id)}
            />
          ) : work.published === null ? (
            <Button size="small" color="error" onClick={() => onGone(work.id)}>
              {translate('editing.discard')}
            </Button>
          ) : null}
          {work.published && !isRetired && (
            <RetireButton
              records={[{ id: work.id, version: work.edit?.version ?? work.publishedVersion }]}
              setTitle={setTitle}
              onRetired={() => onGone(work.id)}
            />
          )}
          <Box sx={{ flexGrow: 1 }} />
          <SaveStateText state={saveState} />
        </Stack>
      )}
    </Box>
  );
});
ClaimRow.displayName = 'ClaimRow';

/** Whether a claim is new, changed or about to go in the change set. */
const EditChip = ({ work, isTouched }: { readonly work: WorkRecord; readonly isTouched: boolean }) => {
  const translate = useTranslate();
  if (work.edit?.action === 'RETIRE')
    return <Chip size="small" color="warning" variant="outlined" label={translate('editing.state.retired')} />;
  if (work.published === null) return <Chip size="small" color="success" variant="outlined" label={translate('editing.state.new')} />;
  if (work.edit || isTouched) return <Chip size="small" color="info" variant="outlined" label={translate('editing.state.changed')} />;
  return null;
};
