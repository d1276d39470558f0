/** A stretch of words that both texts share, or that only one of them has. */
export interface DiffPart {
  readonly kind: 'SAME' | 'GONE' | 'COME';
  readonly text: string;
}

/** Above this many pairs of words the whole text counts as changed, because a comparison would take too long. */
const mostPairs = 4_000_000;

/** What changed from one text to another, word by word; Chinese text is compared character by character. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length * now.length > mostPairs)
    return joined([
      { kind: 'GONE', text: before },
      { kind: 'COME', text: after },
    ]);
  const common = lengthsOfCommon(old, now);
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      parts.push({ kind: 'SAME', text: old[i++] ?? '' });
      j++;
    } else if (j >= now.length || (i < old.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      parts.push({ kind: 'GONE', text: old[i++] ?? '' });
    } else {
      parts.push({ kind: 'COME', text: now[j++] ?? '' });
    }
  }
  return joined(parts);
}

/** Words with the space behind them, and single characters where words are not set apart. */
const wordsOf = (text: string): readonly string[] => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];

/** How many words the rests of both texts have in common, from each place on. */
function lengthsOfCommon(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    if (!row || !below) continue;
    for (let j = now.length - 1; j >= 0; j--)
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
}

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const runs: DiffPart[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last?.kind === part.kind) runs[runs.length - 1] = { kind: last.kind, text: last.text + part.text };
    else if (part.text !== '') runs.push(part);
  }
  return runs;
}
