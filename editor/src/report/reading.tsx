import { FOOTNOTE_CHARACTER, isSafeHref } from "@travaux/blueprint";
import { createElement, Fragment, type ReactNode } from "react";
import { footnoteOrder, type MarkJson, type NodeJson } from "./document-json.ts";

/** What the drawing of a document needs besides it: words of the interface, and ids that are unique on the page. */
export interface ReadingContext {
  /** Begins the ids of footnotes and of the references to them. */
  readonly section: string;
  /** Stands where a passage was withheld. */
  readonly placeholder: string;
  readonly footnotes: string;
  readonly footnoteName: (number: number) => string;
}

interface Drawing extends ReadingContext {
  readonly order: readonly string[];
}

/**
 * Draws a section's text for reading: the same elements, attributes and classes as the schema's own `toDOM`, so that
 * the editor can take its place without anything moving. Footnotes are numbered by their references.
 */
export function drawDocument(doc: NodeJson, context: ReadingContext): ReactNode {
  return drawChildren(doc, { ...context, order: footnoteOrder(doc) });
}

function drawChildren(node: NodeJson, drawing: Drawing): ReactNode {
  return node.content.map((child, index) => <Fragment key={index}>{drawNode(child, drawing)}</Fragment>);
}

function drawNode(node: NodeJson, drawing: Drawing): ReactNode {
  const children = (): ReactNode => drawChildren(node, drawing);
  const { attrs } = node;
  const own = blockAttributes(node);
  switch (node.type) {
    case "text":
      return drawText(node, drawing);
    case "paragraph":
      return createElement("p", own, orBreak(node, children));
    case "heading":
      return createElement(
        headingTag(attrs["level"]),
        { ...own, "data-level": levelOf(attrs["level"]) },
        orBreak(node, children),
      );
    case "blockquote":
      return createElement("blockquote", own, children());
    case "bullet_list":
      return createElement("ul", own, children());
    case "ordered_list":
      return createElement(
        "ol",
        { ...own, start: typeof attrs["order"] === "number" ? attrs["order"] : 1 },
        children(),
      );
    case "list_item":
      return createElement("li", own, children());
    case "table":
      return (
        <div className="tableWrapper">
          <table {...own}>
            <tbody>{children()}</tbody>
          </table>
        </div>
      );
    case "table_row":
      return createElement("tr", own, children());
    case "table_cell":
      return createElement("td", { ...own, ...spans(attrs) }, children());
    case "table_header":
      return createElement("th", { ...own, ...spans(attrs) }, children());
    case "footnotes":
      return drawFootnotes(node, drawing);
    case "placeholder":
      return <span data-placeholder="">{drawing.placeholder}</span>;
    case "placeholder_block":
      return <div data-placeholder="">{drawing.placeholder}</div>;
    default:
      // Of a newer release: its text is shown, plainly.
      return <div>{children()}</div>;
  }
}

/** An empty block keeps the height of a line, as it does in the editor. */
function orBreak(node: NodeJson, children: () => ReactNode): ReactNode {
  return node.content.length === 0 ? <br /> : children();
}

function levelOf(level: unknown): number {
  return typeof level === "number" ? level : 1;
}

function headingTag(level: unknown): string {
  return `h${4 + Math.min(2, Math.max(0, levelOf(level) - 1))}`;
}

function blockAttributes(node: NodeJson): Record<string, string> {
  const { id, lang, dir, ins } = node.attrs;
  return {
    ...(typeof id === "string" ? { "data-block": id } : {}),
    ...(typeof lang === "string" ? { lang } : {}),
    ...(dir === "ltr" || dir === "rtl" ? { dir } : {}),
    ...(typeof ins === "string" ? { "data-ins": ins } : {}),
  };
}

function spans(attrs: NodeJson["attrs"]): { readonly colSpan?: number; readonly rowSpan?: number } {
  const { colspan, rowspan } = attrs;
  return {
    ...(typeof colspan === "number" && colspan !== 1 ? { colSpan: colspan } : {}),
    ...(typeof rowspan === "number" && rowspan !== 1 ? { rowSpan: rowspan } : {}),
  };
}

function drawFootnotes(node: NodeJson, drawing: Drawing): ReactNode {
  const place = (note: NodeJson): number => drawing.order.indexOf(String(note.attrs["id"]));
  const notes = node.content
    .filter((note) => place(note) >= 0)
    .toSorted((one, other) => place(one) - place(other));
  if (notes.length === 0) return null;
  return (
    <section data-footnotes="" aria-label={drawing.footnotes}>
      {notes.map((note) => {
        const number = place(note) + 1;
        return (
          <div
            key={number}
            {...blockAttributes(note)}
            id={`${drawing.section}-note-${number}`}
            data-footnote-text={String(note.attrs["id"])}
            data-number={number}
          >
            {drawChildren(note, drawing)}
          </div>
        );
      })}
    </section>
  );
}

function drawText(node: NodeJson, drawing: Drawing): ReactNode {
  // The first mark lies outermost, as ProseMirror draws them.
  return node.marks.reduceRight<ReactNode>((inner, mark) => drawMark(mark, inner, drawing), node.text);
}

function drawMark(mark: MarkJson, inner: ReactNode, drawing: Drawing): ReactNode {
  const { attrs } = mark;
  switch (mark.type) {
    case "strong":
      return <strong>{inner}</strong>;
    case "em":
      return <em>{inner}</em>;
    case "underline":
      return <u>{inner}</u>;
    case "superscript":
      return <sup>{inner}</sup>;
    case "subscript":
      return <sub>{inner}</sub>;
    case "link": {
      const href = typeof attrs["href"] === "string" && isSafeHref(attrs["href"]) ? attrs["href"] : undefined;
      return (
        <a href={href} rel="noopener noreferrer">
          {inner}
        </a>
      );
    }
    case "footnote":
      return drawReference(String(attrs["id"]), drawing);
    case "insertion":
      return <ins {...reviewAttributes(mark)}>{inner}</ins>;
    case "deletion":
      return <del {...reviewAttributes(mark)}>{inner}</del>;
    case "fmt":
      return <span {...reviewAttributes(mark)}>{inner}</span>;
    default:
      return inner;
  }
}

function drawReference(id: string, drawing: Drawing): ReactNode {
  const number = drawing.order.indexOf(id) + 1;
  return (
    <a
      className="footnote-number"
      href={`#${drawing.section}-note-${number}`}
      data-footnote={id}
      data-number={number}
      aria-label={drawing.footnoteName(number)}
    >
      {FOOTNOTE_CHARACTER}
    </a>
  );
}

function reviewAttributes(mark: MarkJson): Record<string, string> {
  const { id, by } = mark.attrs;
  return { [`data-${mark.type}`]: "", "data-id": String(id), "data-by": String(by) };
}
