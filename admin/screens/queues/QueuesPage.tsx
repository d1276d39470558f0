import { Box, Card, Tab, Tabs } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { ListState, MoreButton, Screen } from '../../layout/Screen.tsx';
import { type GraphDocument } from '../../providers/document.ts';
import { type ConnectionPage, useConnection } from '../../providers/use-answer.ts';
import { useViewer } from '../../providers/viewer.ts';
import { ChangeSetTable } from './ChangeSetTable.tsx';
import { DueTable } from './DueTable.tsx';
import { changeSetsDocument, type ListedChangeSet, reviewQueueDocument } from './queue-documents.ts';

/** The queues, in the order of a working day. */
export const queueNames = ['drafts', 'review', 'approved', 'due', 'problems', 'retracted'] as const;
export type QueueName = (typeof queueNames)[number];

/** Who waits for what: own drafts, change sets to review and to publish, and published records that somebody should look at. */
export const QueuesPage = () => {
  const translate = useTranslate();
  const [search, setSearch] = useSearchParams();
  const queue = queueNames.find((name) => name === search.get('queue')) ?? 'drafts';
  return (
    <Screen title="screens.queues.title" help="screens.queues.help">
      <Card variant="outlined">
        <Tabs
          value={queue}
          onChange={(_event, name: QueueName) => setSearch({ queue: name })}
          variant="scrollable"
          aria-label={translate('screens.queues.title')}
        >
          {queueNames.map((name) => (
            <Tab key={name} value={name} label={translate(`screens.queues.${name}`)} id={`queue-${name}`} aria-controls="queue-panel" />
          ))}
        </Tabs>
        <Box id="queue-panel" role="tabpanel" aria-labelledby={`queue-${queue}`} sx={{ p: 1, overflowX: 'auto' }}>
          <Queue key={queue} name={queue} />
        </Box>
      </Card>
    </Screen>
  );
};

const Queue = ({ name }: { readonly name: QueueName }) => {
  const { user } = useViewer();
  switch (name) {
    case 'drafts':
      return (
        <ChangeSetQueue
          name={name}
          document={changeSetsDocument}
          variables={{ states: ['OPEN', 'CHANGES_REQUESTED', 'IN_REVIEW'], authorId: user?.id }}
        />
      );
    case 'review':
      return <ChangeSetQueue name={name} document={reviewQueueDocument} variables={{}} />;
    case 'approved':
      return <ChangeSetQueue name={name} document={changeSetsDocument} variables={{ states: ['APPROVED'] }} />;
    case 'due':
      return <DueTable reason="REVIEW_DATE" label="screens.queues.due" emptyText="screens.queues.no_due" />;
    case 'problems':
      return <DueTable reason="PROBLEM_REPORTED" label="screens.queues.problems" emptyText="screens.queues.no_problems" />;
    case 'retracted':
      return <DueTable reason="SOURCE_NOT_CURRENT" label="screens.queues.retracted" emptyText="screens.queues.no_retracted" />;
  }
};

interface ChangeSetQueueProps<Variables extends object> {
  readonly name: 'drafts' | 'review' | 'approved';
  readonly document: GraphDocument<{ readonly page: ConnectionPage<ListedChangeSet> }, Variables & { readonly after?: string | undefined }>;
  readonly variables: Variables;
}

const ChangeSetQueue = <Variables extends object>({ name, document, variables }: ChangeSetQueueProps<Variables>) => {
  const translate = useTranslate();
  const { nodes, ...list } = useConnection(document, variables, ({ page }) => page);
  return (
    <ListState {...list} isEmpty={nodes.length === 0} emptyText={`screens.queues.no_${name}`}>
      <ChangeSetTable sets={nodes} label={translate(`screens.queues.${name}`)} />
      <MoreButton {...list} />
    </ListState>
  );
};
