import { Box, useTheme } from '@mui/material';
import cytoscape, { type Core, type StylesheetJson } from 'cytoscape';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { DrawnGraph } from './drawn-graph.ts';
import { colorOfKind } from './kind-colors.ts';
import { layeredLayout } from './layered-layout.ts';

interface GraphDrawingProps {
  readonly graph: DrawnGraph;
  /** The concept in the middle of the question. */
  readonly middle: string;
  readonly selected: string | undefined;
  readonly verbOf: (predicate: string) => string;
  readonly onPick: (id: string) => void;
  /** Gets a function that answers the whole drawing as a PNG, and nothing when the drawing goes. */
  readonly onReady: (png: (() => Blob) | undefined) => void;
}

/** The drawing. Pictures cannot be read aloud: the table beside it holds the same claims. */
export const GraphDrawing = ({ graph, middle, selected, verbOf, onPick, onReady }: GraphDrawingProps) => {
  const translate = useTranslate();
  const { palette } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Core>(undefined);
  const handlers = useRef({ onPick, onReady });
  useEffect(() => {
    handlers.current = { onPick, onReady };
  });

  useEffect(() => {
    if (!place.current) return;
    const core = cytoscape({ container: place.current, minZoom: 0.1, maxZoom: 3, wheelSensitivity: 0.4 });
    drawing.current = core;
    core.on('tap', 'node', ({ target }) => handlers.current.onPick((target as { id(): string }).id()));
    return () => {
      handlers.current.onReady(undefined);
      core.destroy();
      drawing.current = undefined;
    };
  }, []);

  useEffect(() => {
    drawing.current?.style(styleOf(palette.mode, palette.text.primary, palette.text.secondary, palette.background.paper));
    handlers.current.onReady(() =>
      drawing.current ? drawing.current.png({ output: 'blob', full: true, scale: 2, bg: palette.background.paper }) : new Blob(),
    );
  }, [palette]);

  useEffect(() => {
    const core = drawing.current;
    if (!core) return;
    const places = layeredLayout(graph);
    core.batch(() => {
      core.elements().remove();
      core.add([
        ...graph.concepts.map(({ id, kind, name }) => ({
          group: 'nodes' as const,
          data: { id, name, kind },
          classes: id === middle ? `${kind} middle` : kind,
          position: { ...(places.get(id) ?? { x: 0, y: 0 }) },
        })),
        ...graph.claims.map(({ id, predicate, subject, object }) => ({
          group: 'edges' as const,
          data: { id, source: subject.id, target: object.id, verb: verbOf(predicate) },
        })),
      ]);
    });
    core.fit(undefined, 40);
    if (core.zoom() > 1.2) {
      core.zoom(1.2);
      core.center();
    }
    // oxlint-disable-next-line react/exhaustive-deps -- names of predicates come with the language, which remakes the page.
  }, [graph, middle]);

  useEffect(() => {
    const core = drawing.current;
    if (!core) return;
    core.elements().removeClass('selected near');
    if (selected === undefined) return;
    const node = core.getElementById(selected);
    node.addClass('selected');
    node.connectedEdges().addClass('near');
  }, [selected, graph]);

  return (
    <Box
      ref={place}
      role="img"
      aria-label={translate('screens.graph.drawing')}
      sx={{ height: 'min(68vh, 720px)', width: 1, bgcolor: 'background.paper' }}
    />
  );
};

const kinds = ['SYMPTOM', 'CAUSE', 'MECHANISM', 'FOOD', 'NUTRIENT', 'MEDICATION', 'CARE_MEASURE', 'RED_FLAG'];

const styleOf = (mode: 'light' | 'dark', text: string, line: string, surface: string): StylesheetJson => [
  {
    selector: 'node',
    style: {
      label: 'data(name)',
      color: text,
      'font-size': 15,
      'font-family': 'system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif',
      'text-wrap': 'wrap',
      'text-max-width': '170px',
      'text-valign': 'bottom',
      'text-margin-y': 3,
      'text-background-color': surface,
      'text-background-opacity': 0.75,
      width: 18,
      height: 18,
    },
  },
  ...kinds.map((kind) => ({ selector: `.${kind}`, style: { 'background-color': colorOfKind(kind, mode) } })),
  { selector: '.middle', style: { width: 30, height: 30, 'font-weight': 'bold' as const, 'font-size': 17 } },
  { selector: 'node.selected', style: { 'border-width': 4, 'border-color': text } },
  {
    selector: 'edge',
    style: {
      width: 1.2,
      'line-color': line,
      'line-opacity': 0.45,
      'target-arrow-color': line,
      'target-arrow-shape': 'triangle',
      'arrow-scale': 0.8,
      'curve-style': 'bezier',
    },
  },
  {
    selector: 'edge.near',
    style: {
      label: 'data(verb)',
      color: text,
      'font-size': 13,
      'text-rotation': 'autorotate',
      'text-background-color': surface,
      'text-background-opacity': 0.9,
      'line-opacity': 1,
      width: 2.2,
    },
  },
];
