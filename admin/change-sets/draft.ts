import { mergeThreeWay, type OverlappingField } from '../../schema/language/record-diff.ts';
import type { AnyRecord } from '../../schema/language/record.ts';
import { typeOfId } from '../derived/record-types.ts';
import { askServer } from '../providers/ask-server.ts';
import { PanelError } from '../providers/panel-error.ts';
import { putEditDocument, type SavedEdit, type ServerIssue, type WorkRecord } from './change-set-documents.ts';

/** How much of a draft the server has. */
export type SaveState = 'UNTOUCHED' | 'PENDING' | 'SAVING' | 'SAVED' | 'FAILED';

/** What keeps a draft from being saved: somebody else changed the same fields meanwhile. */
interface DraftConflict {
  readonly overlapping: readonly OverlappingField[];
  readonly stored: StoredState;
}

interface StoredState {
  readonly record: AnyRecord;
  readonly version: number;
}

/** A draft as a page shows it. */
export interface DraftView {
  readonly record: AnyRecord;
  readonly saveState: SaveState;
  readonly error: PanelError | undefined;
  /** What the server had against the record as it was last sent. */
  readonly serverIssues: readonly ServerIssue[];
  readonly conflict: DraftConflict | undefined;
}

export interface DraftOptions {
  /** The change set to save into: the one given while it takes edits, or else the current one, which is opened when there is none. */
  readonly ensureSet: (preferred: string | undefined) => Promise<string>;
  /** Told after each save. */
  readonly onSaved: (edit: SavedEdit) => void;
  /** Whether there is enough to save, such as both ends of a claim. */
  readonly isSavable?: (record: AnyRecord) => boolean;
  /** How long nobody must type before it is saved, in milliseconds. */
  readonly pauseMs?: number;
}

interface Shown {
  readonly work: WorkRecord;
  readonly changeSet: string | undefined;
}

/** How long to wait before a save is tried again that no answer came to. */
const retryMs = 5_000;

/** How often in a row what others changed is taken over before a person is asked. */
const mostMerges = 3;

/**
 * A record that somebody types in. What is typed is saved after each pause, one save at a time, into the change set in which it began. What
 * others changed meanwhile in other fields is taken over; what cannot be saved stays here, and is tried again by itself when the server
 * could not be reached, or else with the next change.
 */
export class Draft {
  #view: DraftView;
  /** The record, and its version, as the graph or the change set last had it. */
  #base: AnyRecord;
  #version: number;
  #changeSet: string | undefined;
  /** What the page around shows, and what of that this draft need not be compared with, because it is of before the last save. */
  #shown: Shown;
  #known: Shown;
  #options: DraftOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  /** A draft of a record as it stands in the graph and in the change set it was read for; `start` is what a new one begins with. */
  constructor(work: WorkRecord, changeSet: string | undefined, options: DraftOptions, start?: AnyRecord) {
    const { published, publishedVersion, edit, id, recordType } = work;
    this.#shown = { work, changeSet };
    this.#known = this.#shown;
    this.#base = edit?.record ?? published ?? { type: recordType, id };
    this.#view = {
      record: edit?.record ?? published ?? start ?? this.#base,
      saveState: 'UNTOUCHED',
      error: undefined,
      serverIssues: [],
      conflict: undefined,
    };
    this.#version = edit?.version ?? publishedVersion;
    this.#changeSet = changeSet;
    this.#options = options;
  }

  /**
   * Whether this draft does not show what the graph and the change set hold by what was just read of them. What somebody typed is never
   * outdated, nor what was saved after the page had read what it still shows.
   */
  isOutdated(work: WorkRecord, changeSet: string | undefined): boolean {
    const { id, edit, publishedVersion } = work;
    if (this.#view.record.id !== id) return true;
    if (this.hasUnsaved || (work === this.#known.work && changeSet === this.#known.changeSet)) return false;
    return this.#changeSet !== changeSet || (edit?.version ?? publishedVersion) !== this.#version;
  }

  readonly view = (): DraftView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Takes over what a page hands over anew with each rendering. */
  readonly follow = (options: DraftOptions, work: WorkRecord, changeSet: string | undefined): void => {
    this.#options = options;
    this.#shown = { work, changeSet };
    if (!this.hasUnsaved) this.#known = this.#shown;
  };

  /** Takes over what somebody typed. */
  readonly change = (record: AnyRecord): void => {
    this.#show({ record, saveState: 'PENDING', error: undefined });
    this.#saveIn(this.#options.pauseMs ?? 700);
  };

  /** Settles a conflict with one side's fields where both changed the same, and saves. */
  readonly settle = (side: 'mine' | 'theirs'): void => {
    const { conflict, record } = this.#view;
    const type = typeOfId(record.id);
    if (!conflict || !type) return;
    const mine = withoutEmpty(record) as AnyRecord;
    const [first, second] = side === 'mine' ? [mine, conflict.stored.record] : [conflict.stored.record, mine];
    const { merged } = mergeThreeWay(type, this.#base, first, second);
    this.#base = conflict.stored.record;
    this.#version = conflict.stored.version;
    this.#show({ conflict: undefined });
    this.change(merged);
  };

  /** Saves what is not saved yet, and resolves when nothing is left to save or it failed. */
  readonly save = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#saving;
    const { record, saveState, conflict } = this.#view;
    if ((saveState !== 'PENDING' && saveState !== 'FAILED') || conflict) return;
    if (this.#options.isSavable?.(record) === false) return;
    this.#saving = this.#send(record);
    await this.#saving;
    this.#saving = undefined;
  };

  /** Gives up what was typed and is not saved, and resolves when nothing of it is on its way any more. */
  readonly abandon = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#saving;
    clearTimeout(this.#timer);
    this.#show({ saveState: 'UNTOUCHED', error: undefined, serverIssues: [], conflict: undefined });
  };

  get hasUnsaved(): boolean {
    return this.#view.saveState !== 'UNTOUCHED' && this.#view.saveState !== 'SAVED';
  }

  async #send(record: AnyRecord, merges = 0): Promise<void> {
    this.#show({ saveState: 'SAVING' });
    try {
      const changeSet = await this.#options.ensureSet(this.#changeSet);
      const { putEdit: edit } = await askServer(putEditDocument, {
        changeSet,
        record: withoutEmpty(record) as object,
        expectedVersion: this.#version,
      });
      if (this.#shown.changeSet === undefined || this.#shown.changeSet === changeSet) this.#known = this.#shown;
      this.#changeSet = changeSet;
      this.#version = edit.version;
      this.#base = edit.record ?? record;
      const hasChanged = this.#view.record !== record;
      // Told first: who looks at the draft then finds that its page knows of the save.
      this.#options.onSaved(edit);
      this.#show({ saveState: hasChanged ? 'PENDING' : 'SAVED', error: undefined, serverIssues: edit.issues });
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      if (merges < mostMerges && this.#takeOver(error)) return this.#send(this.#view.record, merges + 1);
      const serverIssues = error.issues.map((issue) => ({ ...issue, recordId: record.id, relatedId: null, severity: 'ERROR' as const }));
      this.#show({ saveState: 'FAILED', error, serverIssues });
      if (error.code === 'OFFLINE' || error.code === 'UNAVAILABLE') this.#saveIn(retryMs);
    }
  }

  /** Brings together what is typed here and what a conflict says is stored by now. Answers whether nothing is left for a person to choose. */
  #takeOver({ code, current }: PanelError): boolean {
    const stored = code === 'CONFLICT' ? storedIn(current) : undefined;
    const type = typeOfId(this.#view.record.id);
    if (!stored || !type) return false;
    const mine = withoutEmpty(this.#view.record) as AnyRecord;
    const { merged, overlapping } = mergeThreeWay(type, this.#base, stored.record, mine);
    if (overlapping.length > 0) {
      this.#show({ conflict: { overlapping, stored } });
      return false;
    }
    this.#base = stored.record;
    this.#version = stored.version;
    this.#show({ record: merged });
    return true;
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), ms);
  }

  #show(part: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** The record that a conflict says is stored by now, whether as an edit or as published. */
function storedIn(current: unknown): StoredState | undefined {
  const { record, version } = (current ?? {}) as { readonly record?: AnyRecord | null; readonly version?: unknown };
  return record && typeof version === 'number' ? { record, version } : undefined;
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
