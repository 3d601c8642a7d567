/** What a paste left behind, for telling the person who pasted; all zero when nothing was lost. */
export interface ClipboardNotice {
  readonly images: number;
  /** Links whose address may not stand in a text; their words came in. */
  readonly unsafeLinks: number;
  /** Passages that the source marks as deleted. */
  readonly deletions: number;
  /** Comments of the source. */
  readonly comments: number;
}

/** Counts while a paste is cleaned. */
export type NoticeCount = { -readonly [Name in keyof ClipboardNotice]: number };

/** A count of nothing. */
export function nothingLost(): NoticeCount {
  return { images: 0, unsafeLinks: 0, deletions: 0, comments: 0 };
}
