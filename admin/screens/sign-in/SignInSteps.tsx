import { Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ErrorNotice } from '../../layout/ErrorNotice.tsx';
import type { SignInStep, Viewer } from '../../providers/account-documents.ts';
import { PanelError } from '../../providers/panel-error.ts';
import { changePassword, confirmTotp, enrolTotp, signIn } from '../../providers/sign-in.ts';
import { keepViewer } from '../../providers/viewer.ts';

interface SignInStepsProps {
  /** The step that the account is at already. */
  readonly firstStep?: SignInStep | null;
  /** Given when only this account will do. */
  readonly email?: string | undefined;
  /** Told once nothing is left to do. */
  readonly onDone: () => void;
}

/** Everything from the password to a session that may do what the roles say: second factor, own password, enrolment. */
export const SignInSteps = ({ firstStep = null, email: fixedEmail, onDone }: SignInStepsProps) => {
  const client = useQueryClient();
  const [step, setStep] = useState<SignInStep | null>(firstStep);
  const [email, setEmail] = useState(fixedEmail ?? '');
  const [password, setPassword] = useState('');
  const [codes, setCodes] = useState<readonly string[]>();

  const goOn = (viewer: Viewer, needs: SignInStep | null): void => {
    setStep(needs);
    if (needs === 'TOTP_CODE') return;
    keepViewer(client, viewer);
    if (needs === null) onDone();
  };

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  switch (step) {
    case null:
      return (
        <CredentialsForm
          email={email}
          isEmailFixed={fixedEmail !== undefined}
          password={password}
          onEmail={setEmail}
          onPassword={setPassword}
          onSubmit={async () => {
            const { viewer, needs } = await signIn({ email, password });
            goOn(viewer, needs);
          }}
        />
      );
    case 'TOTP_CODE':
      return (
        <CodeForm
          title="panel.sign_in.code_title"
          help="panel.sign_in.code_help"
          action="panel.sign_in.submit"
          onSubmit={async (totpCode) => {
            const { viewer, needs } = await signIn({ email, password, totpCode });
            goOn(viewer, needs);
          }}
        />
      );
    case 'NEW_PASSWORD':
      return (
        <NewPasswordForm
          knownPassword={password}
          onSubmit={async (current, next) => {
            const viewer = await changePassword(current, next);
            goOn(viewer, viewer.needs);
          }}
        />
      );
    case 'TOTP_ENROLMENT':
      return (
        <Enrolment
          onSubmit={async (code) => {
            const { viewer, codes: given } = await confirmTotp(code);
            keepViewer(client, viewer);
            setCodes(given);
          }}
        />
      );
  }
};

interface StepFormProps {
  readonly title?: string;
  readonly help?: string;
  readonly action: string;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}

/** A form of one step, with what the server has against it. */
const StepForm = ({ title, help, action, onSubmit, children }: StepFormProps) => {
  const translate = useTranslate();
  const [error, setError] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    await onSubmit().catch(setError);
    setIsBusy(false);
  };
  return (
    <Box component="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
      <Stack spacing={2}>
        {title && <Typography variant="h6">{translate(title)}</Typography>}
        {help && <Typography color="text.secondary">{translate(help)}</Typography>}
        {children}
        <StepError error={error} />
        <Button type="submit" variant="contained" disabled={isBusy}>
          {translate(action)}
        </Button>
      </Stack>
    </Box>
  );
};

/** A wrong password is no matter of roles, and rules of a password belong to this form. */
const StepError = ({ error }: { readonly error: unknown }) => {
  const translate = useTranslate();
  if (error instanceof PanelError && error.code === 'UNAUTHENTICATED') return <Complaint text={translate('panel.sign_in.refused')} />;
  if (error instanceof PanelError && error.issues.length > 0)
    return error.issues.map(({ path, code }) => <Complaint key={path + code} text={translate(`issues.${code}`)} />);
  return <ErrorNotice error={error} />;
};

const Complaint = ({ text }: { readonly text: string }) => (
  <Typography role="alert" color="error">
    {text}
  </Typography>
);

interface CredentialsFormProps {
  readonly email: string;
  readonly isEmailFixed: boolean;
  readonly password: string;
  readonly onEmail: (email: string) => void;
  readonly onPassword: (password: string) => void;
  readonly onSubmit: () => Promise<void>;
}

const CredentialsForm = ({ email, isEmailFixed, password, onEmail, onPassword, onSubmit }: CredentialsFormProps) => {
  const translate = useTranslate();
  return (
    <StepForm action="panel.sign_in.submit" onSubmit={onSubmit}>
      <TextField
        label={translate('panel.sign_in.email')}
        type="email"
        autoComplete="username"
        value={email}
        disabled={isEmailFixed}
        autoFocus={!isEmailFixed}
        onChange={(event) => onEmail(event.target.value)}
      />
      <PasswordField
        label="panel.sign_in.password"
        autoComplete="current-password"
        value={password}
        autoFocus={isEmailFixed}
        onChange={onPassword}
      />
    </StepForm>
  );
};

interface PasswordFieldProps {
  readonly label: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly autoFocus?: boolean;
  readonly onChange: (value: string) => void;
}

const PasswordField = ({ label, onChange, ...props }: PasswordFieldProps) => (
  <TextField {...props} label={useTranslate()(label)} type="password" onChange={(event) => onChange(event.target.value)} />
);

interface CodeFormProps {
  readonly title: string;
  readonly help: string;
  readonly action: string;
  readonly onSubmit: (code: string) => Promise<void>;
  readonly children?: ReactNode;
}

const CodeForm = ({ onSubmit, children, ...form }: CodeFormProps) => {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  return (
    <StepForm {...form} onSubmit={() => onSubmit(code.trim())}>
      {children}
      <TextField
        label={translate('panel.sign_in.code')}
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
    </StepForm>
  );
};

interface NewPasswordFormProps {
  /** Typed a moment ago, so it is not asked for again. */
  readonly knownPassword: string;
  readonly onSubmit: (current: string, next: string) => Promise<void>;
}

const NewPasswordForm = ({ knownPassword, onSubmit }: NewPasswordFormProps) => {
  const translate = useTranslate();
  const [current, setCurrent] = useState(knownPassword);
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const differs = repeated !== '' && next !== repeated;
  return (
    <StepForm
      title="panel.sign_in.new_password_title"
      help="panel.sign_in.new_password_help"
      action="panel.sign_in.change_password"
      onSubmit={async () => {
        if (next === repeated) await onSubmit(current, next);
      }}
    >
      {knownPassword === '' && (
        <PasswordField label="panel.sign_in.current_password" autoComplete="current-password" value={current} onChange={setCurrent} />
      )}
      <PasswordField label="panel.sign_in.new_password" autoComplete="new-password" autoFocus value={next} onChange={setNext} />
      <PasswordField label="panel.sign_in.repeat_password" autoComplete="new-password" value={repeated} onChange={setRepeated} />
      {differs && <Complaint text={translate('panel.sign_in.passwords_differ')} />}
    </StepForm>
  );
};

const Enrolment = ({ onSubmit }: { readonly onSubmit: (code: string) => Promise<void> }) => {
  const translate = useTranslate();
  // Each question makes a new secret, so it is asked once for as long as the form stands.
  const { data, error } = useQuery({ queryKey: ['totp-enrolment'], queryFn: enrolTotp, staleTime: Infinity, gcTime: 0 });
  return (
    <CodeForm title="panel.sign_in.totp_title" help="panel.sign_in.totp_help" action="panel.sign_in.totp_confirm" onSubmit={onSubmit}>
      <ErrorNotice error={error} />
      {data && (
        <Box>
          <Typography variant="caption">{translate('panel.sign_in.totp_secret')}</Typography>
          <Typography sx={{ fontFamily: 'monospace', wordBreak: 'break-all' }}>{data.secret}</Typography>
          <Button href={data.uri}>{translate('panel.sign_in.totp_open')}</Button>
        </Box>
      )}
    </CodeForm>
  );
};

const RecoveryCodes = ({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) => (
  <StepForm
    title="panel.sign_in.recovery_title"
    help="panel.sign_in.recovery_help"
    action="panel.sign_in.recovery_done"
    onSubmit={() => Promise.resolve(onDone())}
  >
    <Box component="ul" sx={{ fontFamily: 'monospace', columns: 2, m: 0 }}>
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </Box>
  </StepForm>
);
