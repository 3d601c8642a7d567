/** A name being written behind an @: where the @ stands, and what of the name is there. */
export interface MentionQuery {
  readonly from: number;
  readonly name: string;
}

/** The longest name that is looked for, in UTF-16 code units. */
const NAME_LIMIT = 60;
/** No more members than this are offered at once. */
const OFFERED = 8;

/** The name that is being written before the caret; `null` where none is. */
export function mentionAt(words: string, caret: number): MentionQuery | null {
  const before = words.slice(Math.max(0, caret - NAME_LIMIT - 1), caret);
  const at = before.lastIndexOf("@");
  if (at < 0) return null;
  const name = before.slice(at + 1);
  const isBegun = at === 0 ? caret - before.length === 0 : /[\s\p{Ps}\p{Pi}]/u.test(before[at - 1] ?? "");
  return isBegun && !/^\s|\n/.test(name) ? { from: caret - name.length - 1, name } : null;
}

/** Those whose name, or a part of it, begins as `query` does, whatever the case and accents. */
export function membersNamed<Member extends { readonly name: string }>(
  members: readonly Member[],
  query: string,
): readonly Member[] {
  const wanted = plain(query);
  return members
    .filter(({ name }) => {
      const own = plain(name);
      return own.startsWith(wanted) || own.includes(` ${wanted}`);
    })
    .slice(0, OFFERED);
}

/** The words with the name put in for what was written of it, and where the caret goes. */
export function putMention(
  words: string,
  { from, name }: MentionQuery,
  chosen: string,
): { readonly words: string; readonly caret: number } {
  const after = words.slice(from + 1 + name.length);
  const put = `${words.slice(0, from)}@${chosen}${/^\s/.test(after) ? "" : " "}`;
  return { words: put + after, caret: put.length + (/^\s/.test(after) ? 1 : 0) };
}

/** Those of `members` whose name still stands in the words behind an @. */
export function stillMentioned<Member extends { readonly name: string }>(
  words: string,
  members: readonly Member[],
): readonly Member[] {
  return members.filter(({ name }) => words.includes(`@${name}`));
}

/** A piece of a comment: plain words, or the name of somebody mentioned. */
export interface WordsPiece {
  readonly text: string;
  readonly isMention: boolean;
}

/** The words in pieces, the names of those mentioned by themselves. */
export function piecesOf(words: string, names: readonly string[]): readonly WordsPiece[] {
  const marks = names
    .filter((name) => name !== "")
    // The longer name first, for another's may be its beginning.
    .toSorted((one, other) => other.length - one.length)
    .map((name) => `@${name}`);
  const pieces: WordsPiece[] = [];
  let plainFrom = 0;
  let at = words.indexOf("@");
  while (at >= 0) {
    const found = marks.find((mark) => words.startsWith(mark, at));
    if (found !== undefined) {
      if (at > plainFrom) pieces.push({ text: words.slice(plainFrom, at), isMention: false });
      pieces.push({ text: found, isMention: true });
      plainFrom = at + found.length;
    }
    at = words.indexOf("@", found === undefined ? at + 1 : plainFrom);
  }
  if (plainFrom < words.length) pieces.push({ text: words.slice(plainFrom), isMention: false });
  return pieces;
}

function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
