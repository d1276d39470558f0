import { Box, Card, CardActionArea, CardContent, Link as MuiLink, Typography } from '@mui/material';
import { type ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { model } from '../../../schema/model.ts';
import { listAddress, type ListFilter } from '../../derived/list-filter.ts';
import { conceptOfKind, typeOfResource } from '../../derived/record-types.ts';
import { useTime } from '../../derived/use-time.ts';
import { useModelWords, usePanelLocale, useTypeTitle } from '../../derived/words.ts';
import { ListState, Screen } from '../../layout/Screen.tsx';
import { useAnswer } from '../../providers/use-answer.ts';
import { useCan, useViewer } from '../../providers/viewer.ts';
import { type QueueName, queueNames } from '../queues/QueuesPage.tsx';
import { BarChart } from './BarChart.tsx';
import { contentDocument, type ContentNumbers, type Release, waitingDocument } from './dashboard-documents.ts';

/** The first page: what waits for somebody, what was published lately, and how much there is. */
export const DashboardPage = () => {
  const { data, error, isPending } = useAnswer(contentDocument, {});
  return (
    <Screen title="screens.dashboard.title">
      {useCan('READ_CHANGE_SETS') && <WaitingCards />}
      <ListState error={error} isPending={isPending} isEmpty={false} emptyText="screens.dashboard.title">
        {data && (
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 380px), 1fr))' }}>
            <Releases releases={data.releases} />
            <Numbers numbers={data.contentNumbers} />
          </Box>
        )}
      </ListState>
    </Screen>
  );
};

const WaitingCards = () => {
  const translate = useTranslate();
  const locale = usePanelLocale();
  const { user } = useViewer();
  const { data, error, isPending } = useAnswer(waitingDocument, { me: user?.id ?? '' }, user !== null);
  const countOf = (queue: QueueName): string => {
    const waiting = data?.[queue];
    if (waiting === undefined) return '–';
    if ('totalCount' in waiting) return waiting.totalCount.toLocaleString(locale);
    return `${waiting.edges.length}${waiting.pageInfo.hasNextPage ? '+' : ''}`;
  };
  return (
    <ListState error={error} isPending={isPending} isEmpty={false} emptyText="screens.dashboard.title">
      <Box
        component="nav"
        aria-label={translate('screens.queues.title')}
        sx={{
          display: 'grid',
          gap: 2,
          mb: 2,
          // Six cards stand in full rows at every width.
          gridTemplateColumns: { xs: 'repeat(2, 1fr)', md: 'repeat(3, 1fr)', xl: `repeat(${queueNames.length}, 1fr)` },
        }}
      >
        {queueNames.map((queue) => (
          <Card key={queue} variant="outlined">
            <CardActionArea component={Link} to={`/queues?queue=${queue}`} sx={{ p: 2 }}>
              <Typography variant="h4" component="p">
                {countOf(queue)}
              </Typography>{' '}
              <Typography color="textSecondary">{translate(`screens.queues.${queue}`)}</Typography>
            </CardActionArea>
          </Card>
        ))}
      </Box>
    </ListState>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const translate = useTranslate();
  return (
    <Card variant="outlined" component="section" aria-label={translate(title)}>
      <CardContent>
        <Typography component="h2" variant="h6" gutterBottom>
          {translate(title)}
        </Typography>
        {children}
      </CardContent>
    </Card>
  );
};

const Numbers = ({ numbers: { concepts, sources, claims } }: { readonly numbers: ContentNumbers }) => {
  const translate = useTranslate();
  const titleOf = useTypeTitle();
  const words = useModelWords();
  const kindTitle = (kind: string): string => {
    const type = conceptOfKind(kind);
    return type ? words.list(type) : kind;
  };
  const listOf = (kind: string, filter: ListFilter): { readonly to?: string } => {
    const type = conceptOfKind(kind);
    return type ? { to: listAddress(type, filter) } : {};
  };
  const predicateTitle = (name: string): string => {
    const type = model.relationByName.get(name);
    return type ? titleOf(type) : name;
  };
  return (
    <>
      <Part title="screens.dashboard.by_kind">
        <BarChart
          title={translate('screens.dashboard.by_kind')}
          bars={[
            ...concepts.map(({ kind, count }) => ({ label: kindTitle(kind), value: count, ...listOf(kind, {}) })),
            { label: words.list(typeOfResource('sources')), value: sources.count, to: listAddress(typeOfResource('sources'), {}) },
          ]}
        />
      </Part>
      <Part title="screens.dashboard.no_chinese">
        <BarChart
          title={translate('screens.dashboard.no_chinese')}
          bars={concepts.map(({ kind, count, withChineseName }) => ({
            label: kindTitle(kind),
            value: count - withChineseName,
            of: count,
            color: 'warning.main',
            ...listOf(kind, { lacks: 'name.zh' }),
          }))}
        />
      </Part>
      <Part title="screens.dashboard.by_certainty">
        <BarChart
          title={translate('screens.dashboard.by_certainty')}
          bars={claims.byCertainty.map(({ certainty, count }) => ({
            label: words.choice('Certainty', certainty),
            value: count,
            of: claims.count,
          }))}
        />
      </Part>
      <Part title="screens.dashboard.care">
        <BarChart
          title={translate('screens.dashboard.care')}
          bars={[
            { label: translate('screens.dashboard.one_source'), value: claims.withOneSource, of: claims.count, color: 'warning.main' },
            {
              label: translate('screens.dashboard.stale_claims'),
              value: claims.stale,
              of: claims.count,
              color: 'warning.main',
              to: '/queues?queue=due',
            },
            {
              label: translate('screens.dashboard.stale_concepts'),
              value: concepts.reduce((sum, { stale }) => sum + stale, 0),
              of: concepts.reduce((sum, { count }) => sum + count, 0),
              color: 'warning.main',
              to: '/queues?queue=due',
            },
            {
              label: translate('screens.dashboard.not_current'),
              value: sources.notCurrent,
              of: sources.count,
              color: 'error.main',
              to: '/queues?queue=retracted',
            },
          ]}
        />
      </Part>
      <Part title="screens.dashboard.by_predicate">
        <BarChart
          title={translate('screens.dashboard.by_predicate')}
          bars={claims.byPredicate
            .filter(({ count }) => count > 0)
            .toSorted((a, b) => b.count - a.count)
            .map(({ predicate, count }) => ({ label: predicateTitle(predicate), value: count }))}
        />
      </Part>
    </>
  );
};

const Releases = ({ releases }: { readonly releases: readonly Release[] }) => {
  const translate = useTranslate();
  const { time } = useTime();
  return (
    <Part title="screens.dashboard.releases">
      {releases.length === 0 && <Typography color="textSecondary">{translate('screens.history.no_releases')}</Typography>}
      <Box component="ol" reversed sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {releases.map(({ number, title, publishedAt, created, changed, retired }) => (
          <Box component="li" key={number} sx={{ mb: 1.5 }}>
            <MuiLink component={Link} to={`/history?from=${number - 1}&to=${number}`}>
              {translate('editing.labelled', { label: translate('screens.history.release', { number }), text: title })}
            </MuiLink>
            <Typography variant="body2" color="textSecondary">
              {time(publishedAt)} · {translate('screens.history.numbers', { created, changed, retired })}
            </Typography>
          </Box>
        ))}
      </Box>
    </Part>
  );
};
