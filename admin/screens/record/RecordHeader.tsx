import { Box, Chip, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useNavigate, useTranslate } from 'react-admin';
import { dayOf, isStale } from '../../../schema/language/day.ts';
import type { NodeType } from '../../../schema/language/node-type.ts';
import type { WorkRecord } from '../../change-sets/change-set-documents.ts';
import { usePageSaveState } from '../../change-sets/page-drafts.tsx';
import { SubmitButton } from '../../change-sets/SubmitButton.tsx';
import { useTypeTitle } from '../../derived/words.ts';
import { TypeIcon } from '../../layout/TypeIcon.tsx';
import { OtherEdits } from './OtherEdits.tsx';
import { MergeButton } from './MergeButton.tsx';
import { DropButton, RetireButton } from './RetireButton.tsx';
import { SaveStateText } from './SaveStateText.tsx';

interface RecordHeaderProps {
  readonly type: NodeType;
  readonly work: WorkRecord;
  readonly claims: readonly WorkRecord[];
  readonly claimCount: number;
  readonly name: string;
  readonly setTitle: () => string;
  readonly isReadOnly: boolean;
  /** What must be over before the edit is taken out of the change set. */
  readonly beforeDrop: () => Promise<void>;
  readonly onChanged: () => void;
}

/** What a page is about, where the record stands, and what can be done with it as a whole. */
export const RecordHeader = ({ type, work, claims, claimCount, name, setTitle, isReadOnly, beforeDrop, onChanged }: RecordHeaderProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const navigate = useNavigate();
  const saveState = usePageSaveState();
  const [today] = useState(() => dayOf(new Date()));
  const isNew = work.published === null;
  const newClaims = claims.filter(({ published, edit }) => published === null && edit !== null);
  return (
    <Stack spacing={1}>
      <Stack
        direction="row"
        spacing={1.5}
        useFlexGap
        // What is saved and where it goes is in sight however far somebody reads on.
        sx={{ alignItems: 'center', flexWrap: 'wrap', position: 'sticky', top: 48, zIndex: 2, py: 1, bgcolor: 'background.default' }}
      >
        <TypeIcon name={type.name} color="primary" />
        <Box>
          <Typography variant="overline" component="div" sx={{ lineHeight: 1.2 }}>
            {titleOf(type)}
          </Typography>
          <Typography variant="h5" component="h1">
            {name || translate('editing.new_record', { type: titleOf(type) })}
          </Typography>
        </Box>
        <Chip
          size="small"
          label={work.published ? translate('editing.state.published', { version: work.publishedVersion }) : translate('editing.state.new')}
        />
        {work.edit?.action === 'PUT' && work.published && <Chip size="small" color="info" label={translate('editing.state.changed')} />}
        {work.edit?.action === 'RETIRE' && <Chip size="small" color="warning" label={translate('editing.state.retired')} />}
        {work.published && isStale(work.published, today) && (
          <Chip size="small" color="warning" variant="outlined" label={translate('editing.state.stale')} />
        )}
        <Box sx={{ flexGrow: 1 }} />
        <SaveStateText state={saveState} />
        {work.edit && (
          <DropButton
            changeSet={work.edit.changeSet}
            // Without it its claims would join nothing.
            ids={[...(isNew ? newClaims.map(({ id }) => id) : []), work.id]}
            isNew={isNew}
            before={beforeDrop}
            onDropped={() => {
              onChanged();
              if (isNew) navigate(`/${type.plural}`);
            }}
          />
        )}
        {work.published && !isReadOnly && type.isConcept && <MergeButton type={type} id={work.id} name={name} setTitle={setTitle} />}
        {work.published && !isReadOnly && (
          <RetireButton
            {...(type.isConcept && { concept: { id: work.id, type, claimCount } })}
            records={[{ id: work.id, version: work.edit?.version ?? work.publishedVersion }]}
            setTitle={setTitle}
            onRetired={onChanged}
          />
        )}
        {!isReadOnly && <SubmitButton />}
      </Stack>
      <OtherEdits ids={[work.id, ...claims.map(({ id }) => id)]} />
    </Stack>
  );
};
