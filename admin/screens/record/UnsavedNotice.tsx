import { Alert, Button, Stack } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DraftHandle } from '../../change-sets/page-drafts.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FieldDiff } from '../change-set/FieldDiff.tsx';

/** Why what was typed is not saved, and what can be done: try again, or choose where somebody else changed the same. */
export const UnsavedNotice = ({ draft }: { readonly draft: DraftHandle }) => {
  const translate = useTranslate();
  const { error, conflict, record, save, settle } = draft;
  if (conflict)
    return (
      <Alert severity="warning" role="alert">
        {translate('editing.same_field_changed')}
        <FieldDiff
          recordId={record.id}
          changes={conflict.overlapping.map(({ path, theirs, mine }) => ({ path, before: theirs, after: mine }))}
        />
        <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
          <Button size="small" variant="outlined" onClick={() => settle('mine')}>
            {translate('editing.keep_mine')}
          </Button>
          <Button size="small" onClick={() => settle('theirs')}>
            {translate('editing.take_theirs')}
          </Button>
        </Stack>
      </Alert>
    );
  if (!error || error.issues.length > 0) return null;
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <ErrorNotice error={error} />
      <Button size="small" variant="outlined" onClick={() => void save()}>
        {translate('editing.save_again')}
      </Button>
    </Stack>
  );
};
