import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Field } from '../../schema/language/field.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import type { NodeType } from '../../schema/language/node-type.ts';
import { putEditDocument } from '../change-sets/change-set-documents.ts';
import { withoutEmpty } from '../change-sets/draft.ts';
import { useWorkingSet } from '../change-sets/working-set.tsx';
import { ErrorNotice } from '../layout/ErrorNotice.tsx';
import { askServer } from '../providers/ask-server.ts';
import { PanelError } from '../providers/panel-error.ts';
import { useFieldLabel } from './field-label.ts';
import { FieldInputs } from './FieldInput.tsx';
import { distinctIssues, type FormIssue, isError } from './issue-text.ts';
import { newRecord, withSlug } from './new-record.ts';
import { learnTitles } from './record-names.ts';
import { useSetTitle } from './set-title.ts';
import { useRecordIssues } from './record-issues.ts';
import { useTypeTitle } from './words.ts';

interface NewRecordDialogProps {
  readonly type: NodeType;
  readonly name: string;
  /** Told the id of what was made; nothing when nobody made it. */
  readonly onClose: (id: string | undefined) => void;
}

/** Makes a concept or source with what its type needs at least, over the page that needs it. */
export const NewRecordDialog = ({ type, name, onClose }: NewRecordDialogProps) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const setTitle = useSetTitle();
  const { ensure } = useWorkingSet();
  const [record, setRecord] = useState<AnyRecord>(() => newRecord(type, name));
  const [error, setError] = useState<PanelError>();
  const [isBusy, setIsBusy] = useState(false);
  const labelOf = useFieldLabel();
  const [isTried, setIsTried] = useState(false);
  const own = useRecordIssues(record);
  const wrong = [...new Set(own.filter(isError).map(({ path }) => labelOf(path)))];
  const issues = distinctIssues<FormIssue>([...(error?.issues ?? []), ...own]);
  const needed = Object.entries(type.fields).filter(([, field]) => field.required === true);
  // The address follows the name by itself, so few come to it.
  const [addresses, others] = [needed.filter(isAddress), needed.filter((entry) => !isAddress(entry))];
  const create = async (): Promise<void> => {
    setIsBusy(true);
    setError(undefined);
    try {
      const changeSet = await ensure(setTitle(type, name));
      const { id: _none, ...fields } = withoutEmpty(record) as AnyRecord;
      const { putEdit: edit } = await askServer(putEditDocument, { changeSet, record: fields, expectedVersion: 0 });
      const texts = (record['name'] ?? { en: record['title'] }) as Readonly<Record<string, string | undefined>>;
      learnTitles([{ id: edit.recordId, recordType: type.name, texts, standing: null }]);
      onClose(edit.recordId);
    } catch (caught) {
      if (!(caught instanceof PanelError)) throw caught;
      setError(caught);
      setIsBusy(false);
    }
  };
  return (
    <Dialog open onClose={() => onClose(undefined)} maxWidth="sm" fullWidth aria-labelledby="new-record-title">
      <DialogTitle id="new-record-title">{translate('editing.new_record', { type: titleOf(type) })}</DialogTitle>
      <DialogContent>
        <form
          noValidate
          id="new-record"
          onSubmit={(event) => {
            event.preventDefault();
            // A form within the page of another one; its Enter is not for that.
            event.stopPropagation();
            setIsTried(true);
            if (wrong.length === 0) void create();
          }}
          style={{ paddingTop: 8 }}
        >
          <FieldInputs
            fields={Object.fromEntries([...others, ...addresses])}
            path=""
            values={record}
            issues={issues}
            isReadOnly={false}
            onChange={(values) => setRecord((before) => withSlug(before, values as AnyRecord))}
          />
          {isTried && wrong.length > 0 && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {translate('editing.new_record_lacks', { fields: wrong.join(translate('editing.comma')) })}
            </Alert>
          )}
          {error && error.issues.length === 0 && <ErrorNotice error={error} />}
        </form>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => onClose(undefined)}>{translate('ra.action.cancel')}</Button>
        <Button type="submit" form="new-record" variant="contained" disabled={isBusy}>
          {translate('ra.action.create')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

const isAddress = ([, field]: readonly [string, Field]): boolean => field.kind === 'text' && field.format === 'slug';
