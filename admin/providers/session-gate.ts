type Watcher = (isClosed: boolean) => void;

let watcher: Watcher | undefined;
let waiting: { readonly promise: Promise<void>; readonly open: () => void } | undefined;

/** Where questions wait while a session that ended is renewed, and where the dialog that renews it listens. */
export const sessionGate = {
  /** Whether a dialog listens; before somebody signed in there is none, and nothing to wait for. */
  isWatched: (): boolean => watcher !== undefined,

  /** Tells the watcher whenever questions begin or cease to wait; answers how to stop listening. */
  watch(next: Watcher): () => void {
    watcher = next;
    return () => {
      watcher = undefined;
    };
  },

  /** Resolves when somebody has signed in again. */
  renewed(): Promise<void> {
    waiting ??= newWait();
    watcher?.(true);
    return waiting.promise;
  },

  /** Lets the questions that wait go on. */
  open(): void {
    waiting?.open();
    waiting = undefined;
    watcher?.(false);
  },
};

function newWait(): NonNullable<typeof waiting> {
  let open = (): void => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
