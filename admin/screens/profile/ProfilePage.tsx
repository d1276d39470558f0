import {
  Alert,
  Box,
  Button,
  Card,
  CardContent,
  Chip,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { renderSVG } from 'uqr';
import { useTime } from '../../derived/use-time.ts';
import { ColumnHeads } from '../../layout/ColumnHeads.tsx';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import { ListState, Screen } from '../../layout/Screen.tsx';
import { changePassword, confirmTotp, enrolTotp } from '../../providers/sign-in.ts';
import { useAnswer, useChange } from '../../providers/use-answer.ts';
import { keepViewer, useViewer } from '../../providers/viewer.ts';
import { useFieldFault } from '../accounts/FormDialog.tsx';
import {
  changeOwnNameDocument,
  disableTotpDocument,
  endSessionDocument,
  newRecoveryCodesDocument,
  sessionsDocument,
} from './profile-documents.ts';

/** The own account: name, password, second factor, and where one is signed in. */
export const ProfilePage = () => {
  const translate = useTranslate();
  const { user, roles } = useViewer();
  if (!user) return null;
  return (
    <Screen title="screens.profile.title">
      <Stack direction="row" spacing={1} useFlexGap sx={{ mb: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography>{user.email}</Typography>
        {roles.map((role) => (
          <Chip key={role} size="small" variant="outlined" label={translate(`screens.roles.${role}`)} />
        ))}
      </Stack>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))', alignItems: 'start' }}>
        <OwnName name={user.name} />
        <Password />
        <SecondFactor hasTotp={user.hasTotp} />
        <Sessions />
      </Box>
    </Screen>
  );
};

interface PartProps {
  /** Key of its title. */
  readonly title: string;
  readonly children: ReactNode;
}

const Part = ({ title, children }: PartProps) => {
  const id = useId();
  return (
    <Card variant="outlined" component="section" aria-labelledby={id}>
      <CardContent>
        <Typography id={id} component="h2" variant="h6" sx={{ mb: 1.5 }}>
          {useTranslate()(title)}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
};

interface PartFormProps {
  readonly action: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly hasSucceeded: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

const PartForm = ({ action, isBusy, error, hasSucceeded, onSubmit, children }: PartFormProps) => {
  const translate = useTranslate();
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
        {children}
        {error != null && <ErrorNotice error={error} />}
        {hasSucceeded && (
          <Alert severity="success" role="status">
            {translate('screens.profile.done')}
          </Alert>
        )}
        <Button type="submit" variant="outlined" disabled={isBusy}>
          {translate(action)}
        </Button>
      </Stack>
    </form>
  );
};

const OwnName = ({ name: before }: { readonly name: string }) => {
  const translate = useTranslate();
  const client = useQueryClient();
  const [name, setName] = useState(before);
  const change = useChange(changeOwnNameDocument, ({ changeOwnName }) => keepViewer(client, changeOwnName));
  const faultOf = useFieldFault(change.error);
  return (
    <Part title="screens.profile.name_title">
      <PartForm
        action="screens.profile.save_name"
        isBusy={change.isPending}
        error={change.error}
        hasSucceeded={change.isSuccess}
        onSubmit={() => change.mutate({ name })}
      >
        <TextField
          label={translate('screens.accounts.name')}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          fullWidth
          {...faultOf('name')}
        />
      </PartForm>
    </Part>
  );
};

const Password = () => {
  const translate = useTranslate();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const differs = repeated !== '' && next !== repeated;
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: async (viewer) => {
      keepViewer(client, viewer);
      for (const empty of [setCurrent, setNext, setRepeated]) empty('');
      await client.invalidateQueries();
    },
  });
  const faultOf = useFieldFault(change.error);
  return (
    <Part title="screens.profile.password_title">
      <PartForm
        action="screens.profile.save_password"
        isBusy={change.isPending}
        error={change.error}
        hasSucceeded={change.isSuccess}
        onSubmit={() => {
          if (next === repeated) change.mutate();
        }}
      >
        <PasswordField
          name="current_password"
          use="current-password"
          value={current}
          onChange={setCurrent}
          {...faultOf('currentPassword')}
        />
        <PasswordField
          name="new_password"
          use="new-password"
          value={next}
          onChange={setNext}
          helperText={translate('screens.profile.password_help')}
          {...faultOf('newPassword')}
        />
        <PasswordField
          name="repeat_password"
          use="new-password"
          value={repeated}
          onChange={setRepeated}
          {...(differs && { error: true, helperText: translate('panel.sign_in.passwords_differ') })}
        />
      </PartForm>
    </Part>
  );
};

interface PasswordFieldProps {
  /** Key of its label among those of this page. */
  readonly name: string;
  readonly use: 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: boolean;
  readonly helperText?: string;
}

const PasswordField = ({ name, use, onChange, ...field }: PasswordFieldProps) => (
  <TextField
    {...field}
    label={useTranslate()(`screens.profile.${name}`)}
    type="password"
    autoComplete={use}
    onChange={(event) => onChange(event.target.value)}
    fullWidth
  />
);

const SecondFactor = ({ hasTotp }: { readonly hasTotp: boolean }) => {
  const translate = useTranslate();
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Part title="screens.profile.totp_title">
      <Typography sx={{ mb: 2 }}>{translate(hasTotp ? 'screens.profile.totp_on' : 'screens.profile.totp_off')}</Typography>
      {codes && (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {translate('screens.profile.codes')}
          <Box component="ul" sx={{ fontFamily: 'monospace', columns: 2, m: 0 }}>
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </Box>
        </Alert>
      )}
      {hasTotp ? <TotpOn onCodes={setCodes} /> : <TotpOff onCodes={setCodes} />}
    </Part>
  );
};

const CodeField = ({
  code,
  onChange,
  error,
}: {
  readonly code: string;
  readonly onChange: (code: string) => void;
  readonly error: unknown;
}) => (
  <TextField
    label={useTranslate()('screens.profile.code')}
    autoComplete="one-time-code"
    value={code}
    onChange={(event) => onChange(event.target.value)}
    fullWidth
    {...useFieldFault(error)('code')}
  />
);

const TotpOff = ({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) => {
  const translate = useTranslate();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const enrol = useMutation({ mutationFn: enrolTotp });
  const confirm = useMutation({
    mutationFn: () => confirmTotp(code.trim()),
    onSuccess: ({ viewer, codes }) => {
      onCodes(codes);
      keepViewer(client, viewer);
    },
  });
  if (!enrol.data)
    return (
      <>
        <Button variant="outlined" onClick={() => enrol.mutate()}>
          {translate('screens.profile.totp_add')}
        </Button>
        <ErrorNotice error={enrol.error} />
      </>
    );
  return (
    <PartForm
      action="screens.profile.totp_confirm"
      isBusy={confirm.isPending}
      error={confirm.error}
      hasSucceeded={false}
      onSubmit={() => confirm.mutate()}
    >
      <Typography>{translate('screens.profile.totp_scan')}</Typography>
      <Box
        role="img"
        aria-label={translate('screens.profile.totp_code')}
        sx={{ width: 180, p: 1, bgcolor: '#fff', '& svg': { display: 'block' } }}
        dangerouslySetInnerHTML={{ __html: renderSVG(enrol.data.uri) }}
      />
      <Typography sx={{ fontFamily: 'monospace', wordBreak: 'break-all', userSelect: 'all' }}>{enrol.data.secret}</Typography>
      <CodeField code={code} onChange={setCode} error={confirm.error} />
    </PartForm>
  );
};

const TotpOn = ({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) => {
  const translate = useTranslate();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const renew = useChange(newRecoveryCodesDocument, ({ newRecoveryCodes }) => {
    setCode('');
    onCodes(newRecoveryCodes.codes);
  });
  const disable = useChange(disableTotpDocument, ({ disableTotp }) => keepViewer(client, disableTotp));
  return (
    <PartForm
      action="screens.profile.new_codes"
      isBusy={renew.isPending}
      error={renew.error ?? disable.error}
      hasSucceeded={renew.isSuccess}
      onSubmit={() => renew.mutate({ code: code.trim() })}
    >
      <CodeField code={code} onChange={setCode} error={renew.error ?? disable.error} />
      <Button color="error" onClick={() => disable.mutate({ code: code.trim() })}>
        {translate('screens.profile.totp_remove')}
      </Button>
    </PartForm>
  );
};

const Sessions = () => {
  const translate = useTranslate();
  const { time } = useTime();
  const { data, error, isPending } = useAnswer(sessionsDocument, {});
  const end = useChange(endSessionDocument);
  return (
    <Part title="screens.profile.sessions_title">
      <ListState error={error} isPending={isPending} isEmpty={false} emptyText="screens.profile.sessions_title">
        <Table size="small" aria-label={translate('screens.profile.sessions_title')}>
          <ColumnHeads in="screens.profile." names={['session_client', 'session_since', 'session_used', 'session_end']} />
          <TableBody>
            {data?.sessions.map(({ id, client, createdAt, usedAt, isCurrent }) => (
              <TableRow key={id}>
                <TableCell>{client}</TableCell>
                <TableCell>{time(createdAt)}</TableCell>
                <TableCell>{time(usedAt)}</TableCell>
                <TableCell>
                  {isCurrent ? (
                    translate('screens.profile.this_session')
                  ) : (
                    <Button size="small" onClick={() => end.mutate({ id })}>
                      {translate('screens.profile.session_end')}
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <ErrorNotice error={end.error} />
      </ListState>
    </Part>
  );
};
