/** Short words for documents of the report schema, for the sample's prose. */
type Json = Readonly<Record<string, unknown>>;

export interface Writer {
  readonly paragraph: (text: string | readonly Json[]) => Json;
  readonly heading: (text: string) => Json;
  readonly bullets: (...items: readonly string[]) => Json;
  readonly numbered: (...items: readonly string[]) => Json;
  readonly quotation: (text: string) => Json;
  readonly table: (...rows: readonly (readonly string[])[]) => Json;
  readonly document: (...blocks: readonly Json[]) => {
    readonly type: "doc";
    readonly content: readonly Json[];
  };
}

/** A reference to a footnote of the section, to stand among the texts of a paragraph. */
export function reference(id: string): Json {
  return { type: "text", text: "\uFFFC", marks: [{ type: "footnote", attrs: { id } }] };
}

export function words(text: string, ...marks: readonly string[]): Json {
  return { type: "text", text, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) };
}

/** The texts of the footnotes, for the end of a section. */
export function footnotes(prefix: string, texts: Readonly<Record<string, string>>): Json {
  const content = Object.entries(texts).map(([id, text]) => ({
    type: "footnote_text",
    attrs: { id },
    content: [words(text)],
  }));
  return { type: "footnotes", attrs: { id: `${prefix}-notes` }, content };
}

/**
 * Builders whose blocks bear ids that begin with `prefix`, counted in the order of the calls.
 *
 * @param script language and direction of every paragraph, where not those of the review
 */
export function writer(
  prefix: string,
  script: { readonly lang?: string; readonly dir?: "rtl" } = {},
): Writer {
  let count = 0;
  const attrs = (): Json => ({ id: `${prefix}-${(count += 1)}`, ...script });
  const textBlock = (type: string, text: string | readonly Json[], more: Json = {}): Json => ({
    type,
    attrs: { ...attrs(), ...more },
    content: typeof text === "string" ? [words(text)] : text,
  });
  const list = (type: string, items: readonly string[]): Json => ({
    type,
    attrs: attrs(),
    content: items.map((item) => ({
      type: "list_item",
      attrs: attrs(),
      content: [textBlock("paragraph", item)],
    })),
  });
  const row = (cells: readonly string[], type: string): Json => ({
    type: "table_row",
    attrs: { id: `${prefix}-${(count += 1)}` },
    content: cells.map((cell) => ({ type, attrs: attrs(), content: [textBlock("paragraph", cell)] })),
  });
  return {
    paragraph: (text) => textBlock("paragraph", text),
    heading: (text) => textBlock("heading", text, { level: 1 }),
    bullets: (...items) => list("bullet_list", items),
    numbered: (...items) => list("ordered_list", items),
    quotation: (text) => ({ type: "blockquote", attrs: attrs(), content: [textBlock("paragraph", text)] }),
    table: (...rows) => ({
      type: "table",
      attrs: attrs(),
      content: rows.map((cells, index) => row(cells, index === 0 ? "table_header" : "table_cell")),
    }),
    document: (...content) => ({ type: "doc", content }),
  };
}
