import { groupBy } from '../../../schema/language/group-by.ts';
import type { DrawnGraph } from './drawn-graph.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** From left to right: what helps or harms, causes, how they do it, what a person notices, what calls for help. */
const layerOfKind: Readonly<Record<string, number>> = {
  MEDICATION: 0,
  FOOD: 0,
  NUTRIENT: 0,
  CARE_MEASURE: 0,
  CAUSE: 1,
  MECHANISM: 2,
  SYMPTOM: 3,
  RED_FLAG: 4,
};
const layerCount = 5;

/** A layer with more concepts than this stands in several columns. */
const mostInColumn = 12;
const columnWidth = 200;
const layerGap = 110;
const rowHeight = 62;

/**
 * Places for a drawing in layers. Within a layer a concept stands near the middle of those it is joined with, so lines cross less;
 * equal ones stand in the order of their names. The same graph is always drawn alike.
 */
export function layeredLayout({ concepts, claims }: Pick<DrawnGraph, 'concepts' | 'claims'>): ReadonlyMap<string, Place> {
  const neighbours = groupBy(
    claims.flatMap(({ subject, object }) => [
      { from: subject.id, to: object.id },
      { from: object.id, to: subject.id },
    ]),
    ({ from }) => from,
  );
  const byLayer = groupBy(
    concepts.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
    ({ kind }) => layerOfKind[kind] ?? 0,
  );
  const layers = Array.from({ length: layerCount }, (_, layer) => (byLayer.get(layer) ?? []).map(({ id }) => id));

  // Each sweep orders a layer by the layers around it, there and back.
  const rank = new Map<string, number>();
  const note = (layer: readonly string[]): void => layer.forEach((id, i) => rank.set(id, (i + 0.5) / layer.length));
  layers.forEach(note);
  const heights = (id: string): number => {
    const around = neighbours.get(id) ?? [];
    return around.length === 0 ? (rank.get(id) ?? 0) : around.reduce((sum, { to }) => sum + (rank.get(to) ?? 0), 0) / around.length;
  };
  for (const sweep of [layers, layers.toReversed(), layers, layers.toReversed()])
    for (const layer of sweep) {
      const height = new Map(layer.map((id) => [id, heights(id)]));
      layer.sort((a, b) => (height.get(a) ?? 0) - (height.get(b) ?? 0));
      note(layer);
    }

  const shapes = layers.filter(({ length }) => length > 0).map((layer) => shapeOf(layer));
  const height = Math.max(...shapes.map(({ rows, leastHeight }) => rows * leastHeight));
  const places = new Map<string, Place>();
  let x = 0;
  for (const { layer, columns, rows, leastHeight } of shapes) {
    // A short layer spreads along a tall one, as far as it stays one group to the eye.
    const step = Math.min(height / rows, 2 * leastHeight);
    for (const [i, id] of layer.entries()) {
      // Columns of one layer are set off, so that names do not touch.
      const shift = (i % columns) / columns;
      places.set(id, { x: x + (i % columns) * columnWidth, y: (Math.floor(i / columns) + shift - (rows - 1) / 2) * step });
    }
    x += columns * columnWidth + layerGap;
  }
  return places;
}

interface LayerShape {
  readonly layer: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** How far apart its rows are at least. */
  readonly leastHeight: number;
}

function shapeOf(layer: readonly string[]): LayerShape {
  const columns = Math.ceil(layer.length / mostInColumn);
  return { layer, columns, rows: Math.ceil(layer.length / columns), leastHeight: rowHeight * (columns > 1 ? 1.3 : 1) };
}
