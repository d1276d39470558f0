import { ClaimTable } from './claim-table.ts';
import { type ChangedRow, type IndexChanges, type IndexData, type Rows, rowsOf } from './index-data.ts';

/** The data as they are after some changes; what does not change is shared with the data before. */
export function changeIndexData(before: IndexData, { symptoms, causes }: IndexChanges): IndexData {
  const symptom = moves(before.symptomIds, symptoms);
  const cause = moves(before.causeIds, causes);
  return {
    release: before.release,
    edition: before.edition,
    symptomIds: symptom.ids,
    causeIds: cause.ids,
    symptomNames: namesAfter(before.symptomNames, symptom, symptoms),
    causeNames: namesAfter(before.causeNames, cause, causes),
    symptomParents: parentsAfter(before.symptomParents, symptom, symptoms),
    causeParents: parentsAfter(before.causeParents, cause, causes),
    ...claimsAfter(before, symptom, cause, causes),
  };
}

/** Where things stand after a change. */
interface Moves {
  readonly ids: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** For each place before the place after, below 0 for what is gone; and the other way round, below 0 for what is new. */
  readonly after: Int32Array;
  readonly before: Int32Array;
  readonly isSame: boolean;
}

function moves(ids: readonly string[], changed: readonly ChangedRow[]): Moves {
  const known = new Set(ids);
  const gone = new Set(changed.flatMap(({ id, parents }) => (parents === null && known.has(id) ? [id] : [])));
  const added = changed.flatMap(({ id, parents }) => (parents !== null && !known.has(id) ? [id] : []));
  const isSame = gone.size + added.length === 0;
  const idsAfter = isSame ? ids : [...ids.filter((id) => !gone.has(id)), ...added].sort();
  const placeOf = new Map(idsAfter.map((id, place) => [id, place]));
  const after = Int32Array.from(ids, (id) => placeOf.get(id) ?? -1);
  const before = new Int32Array(idsAfter.length).fill(-1);
  for (const [from, to] of after.entries()) if (to >= 0) before[to] = from;
  return { ids: idsAfter, placeOf, after, before, isSame };
}

function parentsAfter(rows: Rows, { after, before, placeOf, isSame }: Moves, changed: readonly ChangedRow[]): Rows {
  const rowBefore = (place: number): number[] => {
    const from = before[place] as number;
    const row = from < 0 ? [] : rows.items.subarray(rows.starts[from], rows.starts[from + 1]);
    return Array.from(row, (parent) => after[parent] as number).filter((parent) => parent >= 0);
  };
  const different = new Map<number, readonly number[]>();
  for (const { id, parents } of changed) {
    const place = placeOf.get(id);
    if (place === undefined || parents === null) continue;
    const places = parents.flatMap((parent) => placeOf.get(parent) ?? []).sort((a, b) => a - b);
    if (String(places) !== String(rowBefore(place))) different.set(place, places);
  }
  if (isSame && different.size === 0) return rows;
  return rowsOf(Array.from(before, (_, place) => different.get(place) ?? rowBefore(place)));
}

function namesAfter(names: readonly string[], { before, placeOf }: Moves, changed: readonly ChangedRow[]): readonly string[] {
  const namesOf = new Map(changed.map((one) => [placeOf.get(one.id), one.names]));
  return Array.from(before, (from, place) => namesOf.get(place) ?? names[from] ?? '');
}

type Claims = Pick<IndexData, keyof ReturnType<ClaimTable['finish']>>;

/** Claims that stand together, before or among the changed ones, and come one behind the other after the change. */
interface Run {
  readonly of: Claims;
  readonly from: number;
  to: number;
}

function claimsAfter(before: IndexData, symptom: Moves, cause: Moves, causes: IndexChanges['causes']): Claims {
  const saidOf = new Map(causes.flatMap(({ id, ...said }) => (cause.placeOf.has(id) ? [[cause.placeOf.get(id) as number, said]] : [])));
  const table = new ClaimTable(cause.ids.length, before.populations);
  for (const [place, said] of [...saidOf].sort(([a], [b]) => a - b)) table.add(place, said, symptom.placeOf);
  const changed = table.finish();
  const kept: Claims = { ...before, claimSymptoms: before.claimSymptoms.map((place) => symptom.after[place] as number) };
  const runs: Run[] = [];
  const claimStarts = new Int32Array(cause.ids.length + 1);
  for (let place = 0; place < cause.ids.length; place++) {
    const of = saidOf.has(place) ? changed : kept;
    const row = of === changed ? place : (cause.before[place] as number);
    const [from, to] = row < 0 ? [0, 0] : [of.claimStarts[row] as number, of.claimStarts[row + 1] as number];
    claimStarts[place + 1] = (claimStarts[place] as number) + to - from;
    const last = runs.at(-1);
    if (last?.of === of && last.to === from) last.to = to;
    else if (to > from) runs.push({ of, from, to });
  }
  const joined = <A extends Int32Array | Float32Array | Uint16Array | Uint8Array>(all: A, of: (claims: Claims) => A): A => {
    let at = 0;
    for (const run of runs) {
      all.set(of(run.of).subarray(run.from, run.to), at);
      at += run.to - run.from;
    }
    return all;
  };
  const count = claimStarts.at(-1) as number;
  return {
    causePopulations: changed.causePopulations.map((population, place) =>
      saidOf.has(place) ? population : (before.causePopulations[cause.before[place] as number] ?? 0),
    ),
    claimStarts,
    claimSymptoms: joined(new Int32Array(count), (claims) => claims.claimSymptoms),
    claimFrequencies: joined(new Float32Array(count), (claims) => claims.claimFrequencies),
    claimTotals: joined(new Int32Array(count), (claims) => claims.claimTotals),
    claimPopulations: joined(new Uint16Array(count), (claims) => claims.claimPopulations),
    claimCertainties: joined(new Uint8Array(count), (claims) => claims.claimCertainties),
    claimKnowledgeLevels: joined(new Uint8Array(count), (claims) => claims.claimKnowledgeLevels),
    claimIsNegated: joined(new Uint8Array(count), (claims) => claims.claimIsNegated),
    ...idsOf(runs, count),
    populations: changed.populations,
  };
}

function idsOf(runs: readonly Run[], count: number): Pick<Claims, 'claimIdBytes' | 'claimIdStarts'> {
  const claimIdStarts = new Int32Array(count + 1);
  let at = 0;
  for (const { of, from, to } of runs)
    for (let claim = from; claim < to; claim++) {
      const length = (of.claimIdStarts[claim + 1] as number) - (of.claimIdStarts[claim] as number);
      claimIdStarts[at + 1] = (claimIdStarts[at] as number) + length;
      at++;
    }
  const claimIdBytes = new Uint8Array(claimIdStarts[count] as number);
  let written = 0;
  for (const { of, from, to } of runs) {
    const bytes = of.claimIdBytes.subarray(of.claimIdStarts[from], of.claimIdStarts[to]);
    claimIdBytes.set(bytes, written);
    written += bytes.length;
  }
  return { claimIdBytes, claimIdStarts };
}
