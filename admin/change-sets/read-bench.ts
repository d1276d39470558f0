import type { Workbench } from './change-set-documents.ts';

/** A workbench, and the change set that it was read for. */
export interface ReadBench {
  readonly changeSet: string | undefined;
  readonly bench: Workbench | null;
}

export const nothingRead: ReadBench = { changeSet: undefined, bench: null };
