import { Button, Card, MenuItem, Table, TableBody, TableCell, TableRow, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useTime } from '../../derived/use-time.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import { ListState, Screen } from '../../layout/Screen.tsx';
import { useAnswer, useChange } from '../../providers/use-answer.ts';
import {
  type ApiKey,
  apiKeysDocument,
  createApiKeyDocument,
  rateClassNames,
  revokeApiKeyDocument,
  scopeNames,
} from './account-admin-documents.ts';
import { CheckboxList } from './CheckboxList.tsx';
import { FormDialog, useFieldFault } from './FormDialog.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** The keys that apps send: made here, shown once, revoked here. */
export const ApiKeysPage = () => {
  const translate = useTranslate();
  const { time, day } = useTime();
  const [isAdding, setIsAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const [secret, setSecret] = useState<string>();
  const { data, error, isPending } = useAnswer(apiKeysDocument, {});
  const keys = data?.apiKeys ?? [];
  return (
    <Screen
      title="screens.keys.title"
      help="screens.keys.help"
      actions={
        <Button variant="contained" onClick={() => setIsAdding(true)}>
          {translate('screens.keys.add')}
        </Button>
      }
    >
      <Card variant="outlined" sx={{ overflowX: 'auto' }}>
        <ListState error={error} isPending={isPending} isEmpty={keys.length === 0} emptyText="screens.keys.none">
          <Table size="small" aria-label={translate('screens.keys.title')}>
            <ColumnHeads in="screens.keys." names={['name', 'prefix', 'scopes', 'rate', 'since', 'used', 'state']} />
            <TableBody>
              {keys.map((key) => (
                <TableRow key={key.id} hover>
                  <TableCell>{key.name}</TableCell>
                  <TableCell sx={{ fontFamily: 'monospace' }}>{key.prefix}…</TableCell>
                  <TableCell>
                    {key.scopes.map((scope) => translate(`screens.scopes.${scope}`)).join(translate('editing.list_comma'))}
                  </TableCell>
                  <TableCell>{translate(`screens.rates.${key.rateClass}`)}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{day(key.createdAt)}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {key.lastUsedAt === null ? translate('screens.keys.never') : time(key.lastUsedAt)}
                  </TableCell>
                  <TableCell>
                    {key.revokedAt === null ? (
                      <Button
                        size="small"
                        color="error"
                        onClick={() => setRevoking(key)}
                        aria-label={translate('screens.keys.revoke_name', { name: key.name })}
                      >
                        {translate('screens.keys.revoke')}
                      </Button>
                    ) : (
                      translate('screens.keys.revoked', { day: day(key.revokedAt) })
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </ListState>
      </Card>
      {isAdding && (
        <AddDialog
          onClose={() => setIsAdding(false)}
          onDone={(made) => {
            setIsAdding(false);
            setSecret(made ?? undefined);
          }}
        />
      )}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(undefined)} />}
      {secret !== undefined && (
        <SecretDialog
          title="screens.keys.secret_title"
          help="screens.keys.secret_help"
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Screen>
  );
};

interface AddDialogProps {
  readonly onClose: () => void;
  readonly onDone: (secret: string | null) => void;
}

const AddDialog = ({ onClose, onDone }: AddDialogProps) => {
  const translate = useTranslate();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['READ']);
  const [rateClass, setRateClass] = useState('STANDARD');
  const [mutation] = useState(() => crypto.randomUUID());
  const create = useChange(createApiKeyDocument, ({ createApiKey }) => onDone(createApiKey.secret));
  const faultOf = useFieldFault(create.error);
  return (
    <FormDialog
      title="screens.keys.add"
      action="screens.keys.add"
      error={create.error}
      isBusy={create.isPending}
      onSubmit={() => create.mutate({ name, scopes, rateClass, mutation })}
      onClose={onClose}
    >
      <TextField
        label={translate('screens.keys.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
        {...faultOf('name')}
      />
      <CheckboxList
        label={translate('screens.keys.scopes')}
        options={scopeNames.map((value) => ({ value, text: translate(`screens.scopes.${value}`) }))}
        value={scopes}
        onChange={setScopes}
        {...faultOf('scopes')}
      />
      <TextField select label={translate('screens.keys.rate')} value={rateClass} onChange={(event) => setRateClass(event.target.value)}>
        {rateClassNames.map((value) => (
          <MenuItem key={value} value={value}>
            {translate(`screens.rates.${value}`)}
          </MenuItem>
        ))}
      </TextField>
    </FormDialog>
  );
};

const RevokeDialog = ({ apiKey: { id, name }, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) => {
  const translate = useTranslate();
  const revoke = useChange(revokeApiKeyDocument, onClose);
  return (
    <FormDialog
      title="screens.keys.revoke"
      action="screens.keys.revoke"
      error={revoke.error}
      isBusy={revoke.isPending}
      onSubmit={() => revoke.mutate({ id })}
      onClose={onClose}
    >
      {translate('screens.keys.revoke_help', { name })}
    </FormDialog>
  );
};
