import type { GraphQLResolveInfo } from 'graphql';
import type { Reading } from '../select/select.ts';
import { pathAnswer } from './assess.ts';
import type { ClaimPath } from './paths.ts';
import { placesIn, readPlaces } from './place-records.ts';

/** Paths as a field that answers a list of them selects their steps. */
export async function answerPaths(reading: Reading, info: GraphQLResolveInfo, paths: readonly ClaimPath[]): Promise<object[]> {
  const places = placesIn(info);
  const [concepts, claims] = [paths.flatMap((path) => path.concepts), paths.flatMap((path) => path.claims)];
  const record = await readPlaces(
    reading,
    info,
    places.flatMap((place) => {
      if (place.name === 'steps.claim') return [{ place, ids: claims }];
      return place.name === 'steps.from' || place.name === 'steps.to' ? [{ place, ids: concepts }] : [];
    }),
  );
  return paths.flatMap((path) => pathAnswer(places, [], record, path));
}
