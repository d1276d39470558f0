import { expect, it } from 'vitest';
import { importers } from '../../seed/importers/registry.ts';
import { openFiles } from '../../seed/importers/running/run-import.ts';
import { symptomOntology } from '../../seed/importers/symptom-ontology/symptom-ontology.ts';
import { withReviewedCodes } from '../../seed/importers/reviewed-codes.ts';
import { temporaryFile } from '../support/import.ts';
import { sharedData } from '../support/shared-data.ts';

const importer = withReviewedCodes(symptomOntology);

/** The terms of the Symptom Ontology with these matches; each is two codes, and may have a label before them. */
async function conceptsWith(rows: readonly string[]) {
  const table = ['subject_label\tsubject_id\tpredicate_id\tobject_id', ...rows.map((row) => row.replaceAll(' = ', '\tskos:exactMatch\t'))];
  const file = await temporaryFile('my-same-as.sssom.tsv', `# Reviewed by us\n${table.join('\n')}\n`);
  const { opened } = await openFiles(importer, [sharedData('symp/symp.obo'), file]);
  const concepts = new Map<string, { sameAs?: readonly string[]; formerCodes?: readonly string[]; synonyms?: readonly object[] }>();
  const skipped: string[] = [];
  for await (const item of opened.items()) {
    if (item.what === 'CONCEPT') concepts.set(item.code, item);
    if (item.what === 'SKIP') skipped.push(item.reason);
  }
  return { concepts, skipped };
}

it('finds a term by every code that people say means the same, however many steps away', async () => {
  const { concepts } = await conceptsWith(['\tSYMP:0000006 = HP:0003418', '\tHP:0003418 = MESH:D001416']);
  expect(concepts.get('SYMP:0000006')?.sameAs).toEqual(expect.arrayContaining(['HP:0003418', 'MESH:D001416']));
  expect(concepts.get('SYMP:0000007')?.sameAs).not.toEqual(expect.arrayContaining(['MESH:D001416']));
});

it('leaves a term out in favour of another of its vocabulary, which is known by its code and name as well', async () => {
  const { concepts, skipped } = await conceptsWith(['tiredness\tSYMP:0000187 = SYMP:0019177', '\tSYMP:0019177 = HP:0012378']);
  expect(concepts.has('SYMP:0000187')).toBe(false);
  expect(skipped).toContain('another term of its vocabulary was found to mean the same');
  const { formerCodes, sameAs, synonyms } = concepts.get('SYMP:0019177') ?? {};
  expect([formerCodes, sameAs, synonyms]).toEqual([
    expect.arrayContaining(['SYMP:0000187']),
    expect.arrayContaining(['HP:0012378']),
    expect.arrayContaining([{ text: 'tiredness', kind: 'EXACT', locale: 'en' }]),
  ]);
});

it.each([
  [
    ['\tSYMP:0000006 = HP:0003418', '\tSYMP:0000635 = HP:0003418'],
    /SYMP:\d+ and SYMP:\d+ would become one concept\. If they are, say which one stays/,
  ],
  [['\tSYMP:0000006 = SYMP:0000635', '\tSYMP:0000635 = SYMP:0000006'], /each is left out in favour of another/],
  [['\tSYMP:0000006 = Back pain'], /sssom\.tsv:3: "Back pain" is no code/],
])('refuses %j', async (rows, problem) => {
  await expect(conceptsWith(rows)).rejects.toThrow(problem);
});

it('is a file that every import of concepts takes', async () => {
  expect(importers.filter(({ files }) => !('reviewedCodes' in files)).map(({ name }) => name)).toEqual(['aetia']);
  await expect(openFiles(importer, [sharedData('symp/symp.obo'), await temporaryFile('others.tsv', 'x\n')])).rejects.toThrow(
    'symptom-ontology takes one symp.obo, but was given symp.obo and others.tsv.',
  );
});
