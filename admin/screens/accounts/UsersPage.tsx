import { Button, Card, Chip, MenuItem, Stack, Table, TableBody, TableCell, TableRow, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useTime } from '../../derived/use-time.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { FilterField } from '../../layout/FilterField.tsx';
import { ListState, MoreButton, Screen } from '../../layout/Screen.tsx';
import { useChange, useConnection } from '../../providers/use-answer.ts';
import {
  type Account,
  accountsDocument,
  activateUserDocument,
  createUserDocument,
  resetPasswordDocument,
  resetTotpDocument,
  roleNames,
  setRolesDocument,
  suspendUserDocument,
} from './account-admin-documents.ts';
import { CheckboxList } from './CheckboxList.tsx';
import { FormDialog, useFieldFault } from './FormDialog.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** The accounts of people: who they are, what they may do, and what an admin does for them. */
export const UsersPage = () => {
  const translate = useTranslate();
  const { day } = useTime();
  const [text, setText] = useState('');
  const [role, setRole] = useState('');
  const [state, setState] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [chosen, setChosen] = useState<Account>();
  const [password, setPassword] = useState<string>();
  const filter = { text: text.trim() || undefined, role: role || undefined, state: state || undefined };
  const { nodes, ...list } = useConnection(accountsDocument, filter, ({ users }) => users);
  return (
    <Screen
      title="screens.accounts.title"
      help="screens.accounts.help"
      actions={
        <Button variant="contained" onClick={() => setIsAdding(true)}>
          {translate('screens.accounts.add')}
        </Button>
      }
    >
      <Stack direction="row" spacing={1.5} useFlexGap sx={{ mb: 2, flexWrap: 'wrap' }}>
        <FilterField label={translate('screens.accounts.find')} value={text} onChange={(event) => setText(event.target.value)} />
        <Choice label="screens.accounts.role" value={role} values={roleNames} names="roles" onChange={setRole} />
        <Choice label="screens.accounts.state" value={state} values={['ACTIVE', 'SUSPENDED']} names="account_states" onChange={setState} />
      </Stack>
      <Card variant="outlined" sx={{ overflowX: 'auto' }}>
        <ListState {...list} isEmpty={nodes.length === 0} emptyText="screens.accounts.nobody">
          <Table size="small" aria-label={translate('screens.accounts.title')}>
            <ColumnHeads in="screens.accounts." names={['name', 'email', 'roles', 'state', 'second_factor', 'since', 'change']} />
            <TableBody>
              {nodes.map((account) => (
                <TableRow key={account.id} hover>
                  <TableCell>{account.name}</TableCell>
                  <TableCell>{account.email}</TableCell>
                  <TableCell>
                    <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
                      {account.roles.map((one) => (
                        <Chip key={one} size="small" variant="outlined" label={translate(`screens.roles.${one}`)} />
                      ))}
                    </Stack>
                  </TableCell>
                  <TableCell>{translate(`screens.account_states.${account.state}`)}</TableCell>
                  <TableCell>{translate(account.hasTotp ? 'screens.yes' : 'screens.no')}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{day(account.createdAt)}</TableCell>
                  <TableCell>
                    <Button
                      size="small"
                      onClick={() => setChosen(account)}
                      aria-label={translate('screens.accounts.change_name', { name: account.name })}
                    >
                      {translate('screens.accounts.change')}
                    </Button>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <MoreButton {...list} />
        </ListState>
      </Card>
      {isAdding && (
        <AddDialog
          onClose={() => setIsAdding(false)}
          onDone={(oneTimePassword) => {
            setIsAdding(false);
            setPassword(oneTimePassword ?? undefined);
          }}
        />
      )}
      {chosen && (
        <ChangeDialog
          account={chosen}
          onClose={() => setChosen(undefined)}
          onPassword={(oneTimePassword) => {
            setChosen(undefined);
            setPassword(oneTimePassword ?? undefined);
          }}
        />
      )}
      {password !== undefined && (
        <SecretDialog
          title="screens.accounts.password_title"
          help="screens.accounts.password_help"
          secret={password}
          onClose={() => setPassword(undefined)}
        />
      )}
    </Screen>
  );
};

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  /** Where the messages name the values. */
  readonly names: 'roles' | 'account_states';
  readonly onChange: (value: string) => void;
}

const Choice = ({ label, value, values, names, onChange }: ChoiceProps) => {
  const translate = useTranslate();
  return (
    <FilterField select label={translate(label)} value={value} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 140 }}>
      <MenuItem value="">{translate('screens.all')}</MenuItem>
      {values.map((one) => (
        <MenuItem key={one} value={one}>
          {translate(`screens.${names}.${one}`)}
        </MenuItem>
      ))}
    </FilterField>
  );
};

function useRoleOptions() {
  const translate = useTranslate();
  return roleNames.map((value) => ({ value, text: translate(`screens.roles.${value}`), help: translate(`screens.role_help.${value}`) }));
}

interface AddDialogProps {
  readonly onClose: () => void;
  readonly onDone: (oneTimePassword: string | null) => void;
}

const AddDialog = ({ onClose, onDone }: AddDialogProps) => {
  const translate = useTranslate();
  const options = useRoleOptions();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>(['EDITOR']);
  const [mutation] = useState(() => crypto.randomUUID());
  const create = useChange(createUserDocument, ({ createUser }) => onDone(createUser.oneTimePassword));
  const faultOf = useFieldFault(create.error);
  return (
    <FormDialog
      title="screens.accounts.add"
      action="screens.accounts.add"
      error={create.error}
      isBusy={create.isPending}
      onSubmit={() => create.mutate({ email, name, roles, mutation })}
      onClose={onClose}
    >
      <TextField
        label={translate('screens.accounts.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
        {...faultOf('name')}
      />
      <TextField
        label={translate('screens.accounts.email')}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        {...faultOf('email')}
      />
      <CheckboxList label={translate('screens.accounts.roles')} options={options} value={roles} onChange={setRoles} {...faultOf('roles')} />
    </FormDialog>
  );
};

interface ChangeDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
  readonly onPassword: (oneTimePassword: string | null) => void;
}

const ChangeDialog = ({ account: { id, name, roles: before, state, hasTotp }, onClose, onPassword }: ChangeDialogProps) => {
  const translate = useTranslate();
  const options = useRoleOptions();
  const [roles, setRoles] = useState(before);
  const set = useChange(setRolesDocument, onClose);
  const suspend = useChange(suspendUserDocument, onClose);
  const activate = useChange(activateUserDocument, onClose);
  const reset = useChange(resetPasswordDocument, ({ resetPassword }) => onPassword(resetPassword.oneTimePassword));
  const removeTotp = useChange(resetTotpDocument, onClose);
  const faultOf = useFieldFault(set.error);
  return (
    <FormDialog
      title="screens.accounts.change_title"
      action="screens.accounts.save_roles"
      error={set.error}
      isBusy={set.isPending}
      onSubmit={() => set.mutate({ id, roles })}
      onClose={onClose}
    >
      <strong>{name}</strong>
      <CheckboxList label={translate('screens.accounts.roles')} options={options} value={roles} onChange={setRoles} {...faultOf('roles')} />
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap' }}>
        <Button variant="outlined" onClick={() => reset.mutate({ id })}>
          {translate('screens.accounts.reset_password')}
        </Button>
        {hasTotp && (
          <Button variant="outlined" onClick={() => removeTotp.mutate({ id })}>
            {translate('screens.accounts.reset_totp')}
          </Button>
        )}
        {state === 'ACTIVE' ? (
          <Button variant="outlined" color="error" onClick={() => suspend.mutate({ id })}>
            {translate('screens.accounts.suspend')}
          </Button>
        ) : (
          <Button variant="outlined" onClick={() => activate.mutate({ id })}>
            {translate('screens.accounts.activate')}
          </Button>
        )}
      </Stack>
      <ErrorNotice error={suspend.error ?? activate.error ?? reset.error ?? removeTotp.error} />
    </FormDialog>
  );
};
