import type { Node, Schema } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Step } from "prosemirror-transform";
import { recordKey, RECORD_LENGTH_LIMIT, suggestionOfKey, type SuggestionRecord } from "../records.ts";
import type { UntrackedReason } from "../policy.ts";
import { isMarkOf, reviewMarks } from "../review-marks.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { SuggestionRecords } from "../tracked.ts";
import { Correspondence } from "./correspondence.ts";

/** In whose name, and how, a transaction is rewritten. */
export interface RewriteOptions {
  /** The member who writes. */
  readonly author: string;
  /** `suggest`: everything becomes a proposal. `edit`: base text changes really, others' proposals are guarded. */
  readonly mode: "suggest" | "edit";
  /** The records as they stand. */
  readonly records: SuggestionRecords;
  /** Gives the id of a new suggestion of the author. */
  readonly newSuggestion: () => SuggestionId;
  /** Gives the id of a new block. */
  readonly newId: () => string;
}

/** What becomes of the record at `key`; `null` removes it. */
export interface RecordChange {
  readonly key: string;
  readonly record: SuggestionRecord | null;
}

/** Thrown while rewriting, and turned into a refusal of the whole transaction. */
export class Untracked extends Error {
  readonly reason: UntrackedReason;

  constructor(reason: UntrackedReason) {
    super(`Cannot be tracked: ${reason}`);
    this.reason = reason;
  }
}

/** A rewriting in the making: the transaction, the changes of records, and the one suggestion that all of it is. */
export class Draft {
  readonly tr: Transaction;
  readonly options: RewriteOptions;
  readonly places: Correspondence;
  /** Ids of textblocks that a proposed break divided in this transaction. */
  readonly divided = new Set<unknown>();
  /** Before which textblock the author proposed, by Backspace, to remove the boundary: the caret goes over it. */
  joined: number | null = null;
  /** The suggestion of the author's own pending text that this transaction removed. */
  removed: SuggestionId | null = null;
  private readonly changes = new Map<string, SuggestionRecord | null>();
  private suggestion: SuggestionId | null = null;
  private seen = 0;

  constructor(state: EditorState, options: RewriteOptions) {
    this.tr = state.tr;
    this.options = options;
    this.places = new Correspondence(state.doc.content.size);
  }

  get doc(): Node {
    return this.tr.doc;
  }

  get schema(): Schema {
    return this.tr.doc.type.schema;
  }

  /** The suggestion that this transaction makes or goes on with, if it came to one. */
  get made(): SuggestionId | null {
    return this.suggestion;
  }

  /** One transaction, one suggestion: the first place that needs an id decides which it goes on with. */
  id(goesOnWith: SuggestionId | null = null): SuggestionId {
    this.suggestion ??= goesOnWith ?? this.options.newSuggestion();
    return this.suggestion;
  }

  /** The author's mark. */
  mark(kind: "insertion" | "deletion", id: SuggestionId): ReturnType<typeof this.schema.mark> {
    return reviewMarks(this.schema)[kind].create({ id, by: this.options.author });
  }

  /** The author's mark of one kind on a node. */
  own(node: Node | null, kind: "insertion" | "deletion"): SuggestionId | null {
    const mark = node?.marks.find((each) => each.type.name === kind && isMarkOf(each, this.options.author));
    return mark === undefined ? null : String(mark.attrs["id"]);
  }

  isOwn(id: SuggestionId): boolean {
    return authorOf(id) === this.options.author;
  }

  /** Applies a step to the rewriting. @throws Untracked where it does not fit */
  step(step: Step): void {
    if (this.tr.maybeStep(step).failed !== null) throw new Untracked("too-complex");
    this.sync();
  }

  /** To be called after the transaction was changed by other means than {@link step}. */
  sync(): void {
    const { maps } = this.tr.mapping;
    for (; this.seen < maps.length; this.seen += 1) {
      const map = maps[this.seen];
      if (map !== undefined) this.places.rewritten(map);
    }
  }

  /** The records as they will stand. */
  *records(): Iterable<readonly [string, SuggestionRecord]> {
    for (const [key, record] of this.options.records) if (!this.changes.has(key)) yield [key, record];
    for (const [key, record] of this.changes) if (record !== null) yield [key, record];
  }

  /** The author's own records as they will stand. */
  ownRecords(): readonly (readonly [string, SuggestionRecord])[] {
    return [...this.records()].filter(([key]) => this.isOwn(suggestionOfKey(key) ?? ""));
  }

  /** Drops the author's records that point at one of the nodes with these ids. */
  forget(ids: ReadonlySet<unknown>): void {
    if (ids.size === 0) return;
    for (const [key, record] of this.ownRecords()) {
      if (ids.has(record.target) || (record.kind === "shape" && ids.has(record.last))) this.drop(key);
    }
  }

  /** Writes a record. @throws Untracked for one that is too large */
  put(id: SuggestionId, record: SuggestionRecord): void {
    if (JSON.stringify(record).length > RECORD_LENGTH_LIMIT) throw new Untracked("too-large");
    this.changes.set(recordKey(id, record), record);
  }

  drop(key: string): void {
    if (this.options.records.has(key)) this.changes.set(key, null);
    else this.changes.delete(key);
  }

  recordChanges(): readonly RecordChange[] {
    return [...this.changes].map(([key, record]) => ({ key, record }));
  }
}

/** The id of a node that a record is to point at. @throws Untracked for a node without one */
export function nameOf(node: Node): string {
  const id: unknown = node.attrs["id"];
  if (typeof id !== "string" || id === "") throw new Untracked("unnamed-node");
  return id;
}
