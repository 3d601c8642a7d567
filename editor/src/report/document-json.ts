/** A mark of a ProseMirror document as JSON. */
export interface MarkJson {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** A node of a ProseMirror document as JSON, checked for its form; its type may still be unknown. */
export interface NodeJson {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly content: readonly NodeJson[];
  readonly marks: readonly MarkJson[];
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a document; what has not the form of a node is left out. `null` if the whole is none. */
export function readDocument(value: unknown): NodeJson | null {
  if (!isFields(value) || typeof value["type"] !== "string") return null;
  const { type, attrs, content, marks, text } = value;
  return {
    type,
    attrs: isFields(attrs) ? attrs : {},
    content: Array.isArray(content) ? content.flatMap((child: unknown) => readDocument(child) ?? []) : [],
    marks: Array.isArray(marks) ? marks.flatMap((mark: unknown) => readMark(mark) ?? []) : [],
    text: typeof text === "string" ? text : "",
  };
}

function readMark(value: unknown): MarkJson | null {
  if (!isFields(value) || typeof value["type"] !== "string") return null;
  return { type: value["type"], attrs: isFields(value["attrs"]) ? value["attrs"] : {} };
}

/** The ids of the footnotes in the order of their references, each once: the first is note 1. */
export function footnoteOrder(node: NodeJson): readonly string[] {
  const ids = new Set<string>();
  const walk = (each: NodeJson): void => {
    for (const mark of each.marks) {
      if (mark.type === "footnote" && typeof mark.attrs["id"] === "string") ids.add(mark.attrs["id"]);
    }
    each.content.forEach(walk);
  };
  walk(node);
  return [...ids];
}

/** Whether the document says nothing: no text and no table. */
export function isBlank(node: NodeJson): boolean {
  return (
    node.text.trim() === "" &&
    node.type !== "table" &&
    !node.type.startsWith("placeholder") &&
    node.content.every(isBlank)
  );
}

/** The words of the document, footnotes included, parted in the manner of `locale`. */
export function countWords(node: NodeJson, locale: string): number {
  const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
  let words = 0;
  const walk = (each: NodeJson): void => {
    if (each.content.some((child) => child.type === "text")) {
      const text = each.content.map((child) => child.text.replaceAll("\uFFFC", "")).join("");
      for (const segment of segmenter.segment(text)) if (segment.isWordLike === true) words += 1;
    } else each.content.forEach(walk);
  };
  walk(node);
  return words;
}
