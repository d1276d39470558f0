import { Box, Button, CircularProgress, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Title, useTranslate } from 'react-admin';
import { ErrorNotice } from './ErrorNotice.tsx';

interface ScreenProps {
  /** Key of its title in the messages. */
  readonly title: string;
  /** Key of what it is for. */
  readonly help?: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A hand-written page: its title in the bar, what it is for, and what it holds. */
export const Screen = ({ title, help, actions, children }: ScreenProps) => {
  const translate = useTranslate();
  return (
    <Box sx={{ py: 2, maxWidth: 1400 }}>
      <Title title={translate(title)} />
      <Heading text={translate(title)} />
      {(help ?? actions) && (
        <Stack
          direction="row"
          spacing={2}
          useFlexGap
          sx={{ mb: 2, flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between' }}
        >
          <Typography variant="body2" sx={{ maxWidth: 800, color: 'text.secondary' }}>
            {help && translate(help)}
          </Typography>
          {actions}
        </Stack>
      )}
      {children}
    </Box>
  );
};

/** What a page is called, for those who do not see the bar. */
export const Heading = ({ text }: { readonly text: string }) => (
  <Typography component="h1" sx={{ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }}>
    {text}
  </Typography>
);

interface ListStateProps {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly isEmpty: boolean;
  /** Key of what to say when there is nothing. */
  readonly emptyText: string;
  readonly children: ReactNode;
}

/** A list in each of its states: still coming, failed, empty, there. */
export const ListState = ({ isPending, error, isEmpty, emptyText, children }: ListStateProps) => {
  const translate = useTranslate();
  if (error) return <ErrorNotice error={error} />;
  if (isPending) return <Waiting />;
  if (isEmpty)
    return (
      <Typography color="textSecondary" sx={{ p: 2 }}>
        {translate(emptyText)}
      </Typography>
    );
  return children;
};

/** Says that something is on its way. */
export const Waiting = () => {
  const translate = useTranslate();
  return (
    <Box role="status" sx={{ p: 2 }}>
      <CircularProgress size={24} aria-label={translate('screens.waiting')} />
    </Box>
  );
};

interface MoreButtonProps {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** Asks for the next page of a list; nothing at its end. */
export const MoreButton = ({ hasMore, isLoadingMore, loadMore }: MoreButtonProps) => {
  const translate = useTranslate();
  return hasMore ? (
    <Button onClick={loadMore} disabled={isLoadingMore} sx={{ mt: 1 }}>
      {translate('screens.more')}
    </Button>
  ) : null;
};
