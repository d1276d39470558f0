import { type FileCount, Tally } from './file-count.ts';
import type { PlainFiles } from './plain-files.ts';

/** Every heading once for each kind that its places in the tree may be. */
export async function countMesh(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  for (const line of await files.lines('mesh')) {
    const [id = '', , , places = ''] = line.split('\t');
    const types = new Set(places.split('|').flatMap(typesOfPlace));
    if (types.size === 0) tally.leaveOut('Concept');
    for (const type of types) tally.say(type, id);
  }
  return tally.counts;
}

/** C and F03 are diseases, of which C23.888 is signs and symptoms alone; D is substances, G07.203.300 and J02 food, E02 treatments. */
function typesOfPlace(place: string): readonly string[] {
  const isIn = (branch: string): boolean => place === branch || place.startsWith(`${branch}.`);
  if (isIn('C23.888')) return ['Symptom'];
  if (place.startsWith('C') || isIn('F03')) return ['Cause', 'Symptom'];
  if (place.startsWith('D')) return ['Medication', 'Nutrient'];
  if (isIn('G07.203.300') || isIn('J02')) return ['Food'];
  return isIn('E02') ? ['CareMeasure'] : [];
}

/** Every code of a disease or injury as cause and symptom, of a finding as symptom; U to Z and placeholders are left out. */
export async function countIcd10cm(files: PlainFiles): Promise<readonly FileCount[]> {
  const tally = new Tally();
  const [, ...entries] = (await files.bytes('icd10cm')).toString('utf8').split('<diag');
  for (const entry of entries) {
    const code = entry.slice(entry.indexOf('<name>') + '<name>'.length, entry.indexOf('</name>')).trim();
    const isTaken = !entry.slice(0, entry.indexOf('>')).includes('placeholder="true"') && code < 'U';
    if (!code.startsWith('R')) tally.take(isTaken, 'Cause', code);
    if (isTaken) tally.say('Symptom', code);
  }
  return tally.counts;
}
