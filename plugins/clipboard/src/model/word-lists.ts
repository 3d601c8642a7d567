import { parseStyle, rewrite, textOf, type Element, type Tree } from "./tree.ts";

/** What Word says of a list paragraph: `mso-list:l0 level2 lfo1` and the marker it drew. */
interface Item {
  /** Word's list, e.g. `l0 lfo1`; another one begins another list. */
  readonly list: string;
  /** Nesting, from 1. */
  readonly level: number;
  readonly kind: "ul" | "ol";
  readonly start: number;
  readonly paragraph: Element;
}

/** The kinds and starts that Word's style sheet gives the levels of its lists, by `l0:level1`. */
export interface ListStyles {
  readonly [level: string]: { readonly bullet: boolean; readonly start: number };
}

/** Reads the `@list l0:level1 {…}` rules of Word's style sheet. */
export function readListStyles(css: string): ListStyles {
  const styles: Record<string, { bullet: boolean; start: number }> = {};
  for (const [, name, body] of css.matchAll(/@list\s+(l\d+:level\d+)[^{]*\{([^}]*)\}/g)) {
    if (name === undefined || body === undefined) continue;
    const declarations = parseStyle(body);
    const start = Number(declarations["mso-level-start-at"] ?? 1);
    styles[name] = {
      bullet: declarations["mso-level-number-format"] === "bullet",
      start: Number.isInteger(start) ? start : 1,
    };
  }
  return styles;
}

/** Makes real lists of the runs of list paragraphs among `trees`, at any depth. */
export function buildWordLists(trees: readonly Tree[], styles: ListStyles): readonly Tree[] {
  const inside = rewrite(trees, (element) => [
    { ...element, children: groupItems(element.children, styles) },
  ]);
  return groupItems(inside, styles);
}

function groupItems(siblings: readonly Tree[], styles: ListStyles): readonly Tree[] {
  const grouped: Tree[] = [];
  let run: Item[] = [];
  const close = (): void => {
    if (run.length > 0) grouped.push(...nest(run, 1));
    run = [];
  };
  for (const sibling of siblings) {
    const item = sibling.kind === "element" ? readItem(sibling, styles) : null;
    if (item !== null) run.push(item);
    else if (sibling.kind === "text" && sibling.text.trim() === "" && run.length > 0) continue;
    else {
      close();
      grouped.push(sibling);
    }
  }
  close();
  return grouped;
}

function readItem(paragraph: Element, styles: ListStyles): Item | null {
  const [, list, level, override] =
    /\b(l\d+)\s+level(\d+)\s*(lfo\d+)?/.exec(paragraph.style["mso-list"] ?? "") ?? [];
  if (list === undefined || level === undefined) return null;
  const marker = markerOf(paragraph);
  const style = styles[`${list}:level${level}`];
  const isBullet = style?.bullet ?? !/[\p{L}\p{N}]/u.test(marker.replace(/^o$/, ""));
  const written = Number(/\d+/.exec(marker)?.[0] ?? Number.NaN);
  return {
    list: `${list} ${override ?? ""}`,
    level: Math.min(9, Math.max(1, Number(level))),
    kind: isBullet ? "ul" : "ol",
    // What Word drew is where the copied part begins; the style sheet says only where the list did.
    start: Number.isNaN(written) ? (style?.start ?? 1) : written,
    paragraph: withoutMarker(paragraph),
  };
}

function isMarker(element: Element): boolean {
  return /\bignore\b/i.test(element.style["mso-list"] ?? "");
}

function markerOf(paragraph: Element): string {
  let marker = "";
  rewrite(paragraph.children, (element) => {
    if (isMarker(element)) marker = textOf(element).replaceAll("\u00a0", " ").trim();
    return [element];
  });
  return marker;
}

function withoutMarker(paragraph: Element): Element {
  const children = rewrite(paragraph.children, (element) => (isMarker(element) ? [] : [element]));
  const { "mso-list": _list, ...style } = paragraph.style;
  return { ...paragraph, tag: "p", style, children };
}

/** Lists of `level` out of a run of items; what lies deeper goes into the item before it. */
function nest(run: readonly Item[], level: number): readonly Tree[] {
  const lists: Element[] = [];
  let at = 0;
  while (at < run.length) {
    const first = run[at];
    if (first === undefined) break;
    let end = at + 1;
    while (end < run.length && (run[end]?.level ?? 0) > level) end += 1;
    const deeper = run.slice(first.level > level ? at : at + 1, end);
    const children = [
      ...(first.level > level ? [] : [first.paragraph]),
      ...(deeper.length > 0 ? nest(deeper, level + 1) : []),
    ];
    addItem(lists, first, children);
    at = end;
  }
  return lists;
}

function addItem(lists: Element[], item: Item, children: readonly Tree[]): void {
  const entry: Element = { kind: "element", tag: "li", attributes: {}, style: {}, children };
  const last = lists.at(-1);
  if (last !== undefined && last.tag === item.kind && last.attributes["data-list"] === item.list) {
    lists[lists.length - 1] = { ...last, children: [...last.children, entry] };
    return;
  }
  const attributes = {
    "data-list": item.list,
    ...(item.kind === "ol" && item.start !== 1 ? { start: String(item.start) } : {}),
  };
  lists.push({ kind: "element", tag: item.kind, attributes, style: {}, children: [entry] });
}
