import { createReportSchema } from "@travaux/blueprint";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";

/**
 * A second opinion on what an update did, which shares nothing with the gate or with the rule it applies: it reads the
 * document as a client draws it, as JSON, and compares everything letter by letter.
 */
export interface Snapshot {
  readonly doc: Json;
  readonly records: Readonly<Record<string, unknown>>;
}

interface Json {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly Json[];
}

const schema = createReportSchema();

/** What a client would draw of a state. */
export function snapshot(state: Uint8Array): Snapshot {
  const document = new Y.Doc({ guid: "drawn" });
  Y.applyUpdate(document, state);
  const drawn = snapshotOf(document);
  document.destroy();
  return drawn;
}

/** What a client would draw of a document. */
export function snapshotOf(document: Y.Doc): Snapshot {
  const doc = yXmlFragmentToProseMirrorRootNode(document.getXmlFragment("body"), schema).toJSON() as Json;
  return { doc, records: document.getMap("suggestions").toJSON() };
}

type Mark = NonNullable<Json["marks"]>[number];

const isReview = ({ type }: Mark): boolean => type === "insertion" || type === "deletion" || type === "fmt";
const isOwn = (mark: Mark, author: string): boolean =>
  isReview(mark) && mark.attrs?.["by"] === author && String(mark.attrs["id"]).startsWith(`${author}:`);
const isOwnElement = ({ attrs }: Json, author: string): boolean =>
  typeof attrs?.["ins"] === "string" && attrs["ins"].startsWith(`${author}:`);
const isForeignElement = ({ attrs }: Json, author: string): boolean =>
  typeof attrs?.["ins"] === "string" && !attrs["ins"].startsWith(`${author}:`);

/** The document without what `author` proposes, as a list of letters and tags. */
export function project(nodes: readonly Json[], author: string, inOwn = false): string[] {
  return nodes.flatMap((node) => {
    if (node.type === "text") {
      const marks = node.marks ?? [];
      const foreign = marks.some((mark) => mark.type === "insertion" && !isOwn(mark, author));
      const own = marks.some((mark) => mark.type === "insertion" && isOwn(mark, author));
      if ((own || inOwn) && !foreign) return [];
      const kept = marks.filter((mark) => !isOwn(mark, author)).map((mark) => JSON.stringify(mark));
      const tail = kept.sort().join("") + (foreign && own ? "covered" : "");
      return [...(node.text ?? "")].map((letter) => letter + tail);
    }
    if (isOwnElement(node, author)) return project(node.content ?? [], author, true);
    if (inOwn && !isForeignElement(node, author)) return project(node.content ?? [], author, true);
    const inner = project(node.content ?? [], author);
    if (node.type === "footnotes" && inner.length === 0 && typeof node.attrs?.["ins"] !== "string") return [];
    return [`<${node.type} ${JSON.stringify(node.attrs ?? {})}>`, ...inner, "</>"];
  });
}

/** What belongs to others: their inserted text, their blocks, and the letters under their other marks, by suggestion. */
function holdings(node: Json, author: string, into = new Map<string, string[]>()): Map<string, string[]> {
  const add = (key: string, items: readonly string[]): void =>
    void into.set(key, [...(into.get(key) ?? []), ...items]);
  for (const child of node.content ?? []) {
    if (child.type !== "text") {
      if (isForeignElement(child, author))
        add(`= block ${String(child.attrs?.["ins"])}`, project([child], author));
      else holdings(child, author, into);
      continue;
    }
    const others = (child.marks ?? []).filter((mark) => isReview(mark) && !isOwn(mark, author));
    const insertion = others.find(({ type }) => type === "insertion");
    if (insertion !== undefined) {
      add(`= text ${String(insertion.attrs?.["id"])}`, project([child], author));
      continue;
    }
    for (const mark of others) add(`< ${JSON.stringify(mark)}`, [...(child.text ?? "")]);
  }
  return into;
}

function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of whole) if (item === part[at]) at++;
  return at === part.length;
}

/** Marks of others over the author's own text, letter by letter. */
function stacked(nodes: readonly Json[], author: string, inOwn = false): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== "text") {
      const within = isOwnElement(node, author) || (inOwn && !isForeignElement(node, author));
      return stacked(node.content ?? [], author, within);
    }
    const marks = node.marks ?? [];
    const others = marks.filter((mark) => isReview(mark) && !isOwn(mark, author));
    const own = inOwn || marks.some((mark) => mark.type === "insertion" && isOwn(mark, author));
    if (!own || others.length === 0 || others.some(({ type }) => type === "insertion")) return [];
    const tail = others
      .map((mark) => JSON.stringify(mark))
      .sort()
      .join("");
    return [...(node.text ?? "")].map((letter) => letter + tail);
  });
}

/** What an update of `author` did that it may not have done; empty if it was right to admit it. */
export function harm(before: Snapshot, after: Snapshot, author: string, mayEdit: boolean): string[] {
  const found: string[] = [];
  for (const key of new Set([...Object.keys(before.records), ...Object.keys(after.records)]))
    if (
      !key.startsWith(`${author}:`) &&
      JSON.stringify(before.records[key]) !== JSON.stringify(after.records[key])
    )
      found.push(`record ${key}`);
  if (!mayEdit) {
    const [then, now] = [project([before.doc], author), project([after.doc], author)];
    if (then.join("\n") !== now.join("\n")) found.push("the base or a suggestion of another");
    if (!isWithin(stacked([after.doc], author), stacked([before.doc], author)))
      found.push("a mark of another on own text");
    return found;
  }
  const [then, now] = [holdings(before.doc, author), holdings(after.doc, author)];
  for (const key of new Set([...then.keys(), ...now.keys()])) {
    const [a, b] = [then.get(key) ?? [], now.get(key) ?? []];
    if (key.startsWith("=") ? a.join("\n") !== b.join("\n") : !isWithin(b, a)) found.push(key);
  }
  return found;
}
