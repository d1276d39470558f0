import type { AnyRecord } from '../../schema/language/record.ts';
import { askServer } from '../providers/ask-server.ts';
import { PanelError } from '../providers/panel-error.ts';
import { putEditDocument, type SavedEdit, type ServerIssue, type WorkRecord } from './change-set-documents.ts';

/** How much of a draft the server has. */
export type SaveState = 'UNTOUCHED' | 'PENDING' | 'SAVING' | 'SAVED' | 'FAILED';

/** A draft as a page shows it. */
export interface DraftView {
  readonly record: AnyRecord;
  readonly saveState: SaveState;
  readonly error: PanelError | undefined;
  /** What the server had against the record as it was last sent. */
  readonly serverIssues: readonly ServerIssue[];
}

export interface DraftOptions {
  /** The change set to save into; opened when there is none. */
  readonly ensureSet: () => Promise<string>;
  /** Told after each save. */
  readonly onSaved: (edit: SavedEdit) => void;
  /** Whether there is enough to save, such as both ends of a claim. */
  readonly isSavable?: (record: AnyRecord) => boolean;
  /** How long nobody must type before it is saved, in milliseconds. */
  readonly pauseMs?: number;
}

/**
 * A record that somebody types in. What is typed is saved into the change set after each pause, one save at a time; what cannot be
 * saved stays here and is tried again with the next change.
 */
export class Draft {
  #view: DraftView;
  #version: number;
  #changeSet: string | undefined;
  #options: DraftOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  /** A draft of a record as it stands in the graph and in a change set; `start` is what a new one begins with. */
  constructor(
    { published, publishedVersion, edit, id, recordType }: WorkRecord,
    changeSet: string | undefined,
    options: DraftOptions,
    start?: AnyRecord,
  ) {
    const record = edit?.record ?? published ?? start ?? { type: recordType, id };
    this.#view = { record, saveState: 'UNTOUCHED', error: undefined, serverIssues: [] };
    this.#version = edit?.version ?? publishedVersion;
    this.#changeSet = changeSet;
    this.#options = options;
  }

  /** Whether this draft does not show what the graph and the change set hold by now. What somebody typed is never outdated. */
  isOutdated({ id, edit, publishedVersion }: WorkRecord, changeSet: string | undefined): boolean {
    if (this.#view.record.id !== id) return true;
    if (this.hasUnsaved) return false;
    return this.#changeSet !== changeSet || (edit?.version ?? publishedVersion) > this.#version;
  }

  /** Whether leaving the page would lose what was typed, because it cannot be saved. */
  get isStuck(): boolean {
    const { saveState, record } = this.#view;
    return saveState === 'FAILED' || (saveState === 'PENDING' && this.#options.isSavable?.(record) === false);
  }

  readonly view = (): DraftView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Takes over what a page hands over anew with each rendering. */
  readonly follow = (options: DraftOptions): void => {
    this.#options = options;
  };

  /** Takes over what somebody typed. */
  readonly change = (record: AnyRecord): void => {
    this.#show({ record, saveState: 'PENDING', error: undefined });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), this.#options.pauseMs ?? 700);
  };

  /** Saves what is not saved yet, and resolves when nothing is left to save or it failed. */
  readonly save = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#saving;
    const { record, saveState } = this.#view;
    if (saveState !== 'PENDING' && saveState !== 'FAILED') return;
    if (this.#options.isSavable?.(record) === false) return;
    this.#saving = this.#send(record);
    await this.#saving;
    this.#saving = undefined;
  };

  get hasUnsaved(): boolean {
    return this.#view.saveState !== 'UNTOUCHED' && this.#view.saveState !== 'SAVED';
  }

  async #send(record: AnyRecord): Promise<void> {
    this.#show({ saveState: 'SAVING' });
    try {
      const changeSet = await this.#options.ensureSet();
      this.#changeSet = changeSet;
      const { putEdit: edit } = await askServer(putEditDocument, {
        changeSet,
        record: withoutEmpty(record) as object,
        expectedVersion: this.#version,
      });
      this.#version = edit.version;
      const hasChanged = this.#view.record !== record;
      this.#show({
        saveState: hasChanged ? 'PENDING' : 'SAVED',
        error: undefined,
        serverIssues: edit.issues,
      });
      this.#options.onSaved(edit);
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      const serverIssues = error.issues.map((issue) => ({ ...issue, recordId: record.id, relatedId: null, severity: 'ERROR' as const }));
      this.#show({ saveState: 'FAILED', error, serverIssues });
    }
  }

  #show(part: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** A record as it is stored: texts trimmed, and nothing that is empty. */
export function withoutEmpty(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).flatMap(([key, part]) => {
    const inner = withoutEmpty(part);
    const isEmpty =
      inner === undefined ||
      inner === null ||
      inner === '' ||
      (Array.isArray(inner) && inner.length === 0) ||
      (typeof inner === 'object' && !Array.isArray(inner) && Object.keys(inner).length === 0);
    return isEmpty ? [] : [[key, inner] as const];
  });
  return Object.fromEntries(kept);
}
