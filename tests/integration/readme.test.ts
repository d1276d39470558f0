import { expect, it } from 'vitest';
import { model } from '../../schema/model.ts';
import { firstContent } from '../../seed/content/first-content.ts';
import { publishFirstContent } from '../../server/editorial/first-content.ts';
import { useApi } from '../support/api.ts';
import { useDatabase } from '../support/database.ts';
import { codeBlocks, guideForApps, legCrampQuery, readme } from '../support/readme.ts';

interface Connection<Node, Claim = unknown> {
  readonly edges: readonly { readonly node: Node; readonly claim: Claim }[];
}
interface Named {
  readonly name: string;
}
interface Process extends Named {
  readonly symptoms: Connection<Named>;
  readonly leadsTo?: Connection<Process>;
}
interface Evidence {
  readonly certainty: string;
  readonly citations: readonly { readonly locator: string }[];
}
interface Benefit extends Evidence {
  readonly guidance: string | null;
}
interface CauseNode extends Named {
  readonly mechanisms: Connection<Process>;
  readonly symptoms: Connection<Named>;
  readonly medications: Connection<Named, Benefit>;
  readonly foods: Connection<Named, Benefit>;
  readonly careMeasures: Connection<Named, Benefit>;
}
interface LegCrampAnswer {
  readonly symptom: Named & { readonly causes: Connection<CauseNode, Evidence> };
}

const database = await useDatabase();
const api = await useApi(database);

it('shows in its table what the first content answers, cause by cause', async () => {
  await publishFirstContent(model, database, firstContent);
  const { symptom } = await api.data<LegCrampAnswer>(legCrampQuery);
  const rows = symptom.causes.edges.map(({ node, claim }) => [
    node.name,
    node.mechanisms.edges.flatMap((edge) => pathsTo(symptom.name, edge.node)).join('; '),
    namesOf(node.symptoms.edges.filter((edge) => edge.node.name !== symptom.name)),
    namesOf(node.medications.edges),
    namesOf(node.foods.edges),
    namesOf(node.careMeasures.edges),
    claim.citations.map(({ locator }) => locator).join('; '),
  ]);
  const expected = [['Cause', 'How', 'Also brings', 'Medications', 'Foods', 'Care measures', 'Where the source says so'], ...rows];
  expect(tableRows(/<!-- answer -->(.*)<!-- \/answer -->/s.exec(readme)?.[1] ?? '')).toEqual(expected);

  const benefits = symptom.causes.edges.flatMap(({ node }) =>
    [node.medications, node.foods, node.careMeasures].flatMap(({ edges }) => edges),
  );
  const certainties = [...symptom.causes.edges, ...benefits].map(({ claim }) => claim.certainty);
  expect(new Set(certainties)).toEqual(new Set(['VERY_LOW']));
  const guidance = symptom.causes.edges.flatMap(({ node }) => node.medications.edges.map((edge) => edge.claim.guidance));
  expect(new Set(guidance)).toEqual(new Set(['UNDER_MEDICAL_GUIDANCE']));
});

it('shows under its query the whole answer', async () => {
  await publishFirstContent(model, database, firstContent);
  const [query = ''] = codeBlocks('graphql');
  const { body } = await api.ask(query);
  expect(JSON.parse(codeBlocks('json')[0] ?? '')).toEqual(body);
});

it('has every query of the guide for apps answered', async () => {
  await publishFirstContent(model, database, firstContent);
  const queries = codeBlocks('graphql', guideForApps);
  expect(queries.length).toBeGreaterThan(4);
  for (const query of queries) {
    const answer = await api.data<Record<string, unknown>>(query);
    expect(Object.values(answer)).not.toContain(null);
  }
});

/** Every way from a mechanism to the symptom, written as a chain. */
const pathsTo = (symptom: string, { name, symptoms, leadsTo }: Process): string[] => [
  ...(symptoms.edges.some(({ node }) => node.name === symptom) ? [`${name} → ${symptom}`] : []),
  ...(leadsTo?.edges ?? []).flatMap(({ node }) => pathsTo(symptom, node)).map((path) => `${name} → ${path}`),
];

const namesOf = (edges: Connection<Named>['edges']): string => edges.map(({ node }) => node.name).join('; ');

/** The cells of a Markdown table, without the line under its head. */
const tableRows = (markdown: string): string[][] =>
  markdown
    .trim()
    .split('\n')
    .filter((line) => !/^\|[\s|-]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
