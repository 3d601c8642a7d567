/** A stretch of one text that became a stretch of another; one of the two may be empty. */
export interface Hunk {
  readonly fromBefore: number;
  readonly toBefore: number;
  readonly fromAfter: number;
  readonly toAfter: number;
}

/** Words with their letters, digits and marks; anything else character by character. */
const TOKEN = /[\p{L}\p{N}\p{M}_]+|[^]/gu;
/** Cells of the comparison's table: at 2^20, some milliseconds. Beyond it what differs counts as one hunk. */
const TABLE_LIMIT = 1_048_576;

/** A text in words and what is between them. */
export function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** What differs between two texts, words kept whole, from start to end. Offsets in UTF-16 code units. */
export function diffTexts(before: string, after: string): readonly Hunk[] {
  return before === after ? [] : diffTokens(tokensOf(before), tokensOf(after));
}

/** What differs between two texts, given in pieces that are kept whole. */
export function diffTokens(old: readonly string[], now: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const oldMiddle = old.slice(start, old.length - end);
  const nowMiddle = now.slice(start, now.length - end);
  const fromBefore = lengthOf(old.slice(0, start));
  const pairs = oldMiddle.length * nowMiddle.length > TABLE_LIMIT ? [] : commonTokens(oldMiddle, nowMiddle);
  return hunksBetween(oldMiddle, nowMiddle, pairs, fromBefore);
}

function lengthOf(tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + token.length, 0);
}

/** The indexes of a longest common subsequence. */
function commonTokens(
  old: readonly string[],
  now: readonly string[],
): readonly (readonly [number, number])[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

function hunksBetween(
  old: readonly string[],
  now: readonly string[],
  pairs: readonly (readonly [number, number])[],
  offset: number,
): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j, before, after] = [0, 0, offset, offset];
  for (const [nextOld, nextNow] of [...pairs, [old.length, now.length] as const]) {
    const toBefore = before + lengthOf(old.slice(i, nextOld));
    const toAfter = after + lengthOf(now.slice(j, nextNow));
    if (toBefore > before || toAfter > after)
      hunks.push({ fromBefore: before, toBefore, fromAfter: after, toAfter });
    const common = old[nextOld]?.length ?? 0;
    [i, j, before, after] = [nextOld + 1, nextNow + 1, toBefore + common, toAfter + common];
  }
  return hunks;
}

/** Where a character went; `null` if it is gone. */
export function mapCharacter(hunks: readonly Hunk[], index: number): number | null {
  let shift = 0;
  for (const { fromBefore, toBefore, toAfter } of hunks) {
    if (index < fromBefore) break;
    if (index < toBefore) return null;
    shift = toAfter - toBefore;
  }
  return index + shift;
}
