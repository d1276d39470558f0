import { Box, Card, CardContent, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Loading, LocalesMenuButton, useLogin, useTranslate } from 'react-admin';
import icon from '../../icon.svg';
import { viewerQuery } from '../../providers/viewer.ts';
import { SignInSteps } from './SignInSteps.tsx';

/** Where a person signs in; an account that was left half set up goes on where it stopped. */
export const SignInPage = () => {
  const translate = useTranslate();
  const login = useLogin();
  const { data: viewer, isPending } = useQuery(viewerQuery);
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', bgcolor: 'background.default', p: 2 }}>
      <Card variant="outlined" sx={{ width: 'min(26rem, 100%)' }}>
        <CardContent sx={{ p: 4 }}>
          <Stack spacing={3}>
            <Stack direction="row" spacing={1.5} sx={{ alignItems: 'center' }}>
              <Box component="img" src={icon} alt="" sx={{ width: 36 }} />
              <Typography variant="h5" component="h1" sx={{ flexGrow: 1 }}>
                {translate('panel.sign_in.title')}
              </Typography>
              <LocalesMenuButton />
            </Stack>
            {isPending ? <Loading /> : <SignInSteps firstStep={viewer?.needs ?? null} onDone={() => void login({})} />}
          </Stack>
        </CardContent>
      </Card>
    </Box>
  );
};
