import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { askServer } from './ask-server.ts';
import assess from './assess.graphql?raw';
import legCramp from './leg-cramp.graphql?raw';

const place = document.querySelector('#explorer');
if (!place) throw new Error('index.html has no element for the explorer.');

createRoot(place).render(
  <GraphiQL fetcher={askServer} defaultTabs={[{ query: legCramp }, { query: assess }]} defaultEditorToolsVisibility={false}>
    <GraphiQL.Logo>
      <h1 className="explorer-name">Aetia</h1>
    </GraphiQL.Logo>
  </GraphiQL>,
);
