import { expect, test } from "@playwright/test";
import { buildSpike, paragraph, Typist, type SpikeFiles } from "./track-changes-spike/spike.ts";

let files: SpikeFiles;
test.beforeAll(async () => {
  files = await buildSpike();
});

const heading = (id: string, text: string): unknown => ({
  type: "heading",
  attrs: { id, level: 1 },
  content: [{ type: "text", text }],
});
const list = (...texts: readonly string[]): unknown => ({
  type: "bullet_list",
  attrs: { id: "list" },
  content: texts.map((text, index) => ({
    type: "list_item",
    attrs: { id: `item${index}` },
    content: [paragraph(`in${index}`, text)],
  })),
});
const table = (...texts: readonly string[]): unknown => ({
  type: "table",
  attrs: { id: "table" },
  content: [
    {
      type: "table_row",
      attrs: { id: "row" },
      content: texts.map((text, index) => ({
        type: "table_cell",
        attrs: { id: `cell${index}` },
        content: [paragraph(`cp${index}`, text)],
      })),
    },
  ],
});

const PLACES: readonly (readonly [string, unknown, (inside: string) => string])[] = [
  ["a paragraph", paragraph("p1", "Hello world"), (text) => text],
  ["a heading", heading("h1", "Hello world"), (text) => `heading(${text})`],
  ["a list item", list("Hello world", "Next"), (text) => `bullet_list(list_item(${text}) list_item(Next))`],
  [
    "a table cell",
    table("Hello world", "Next"),
    (text) => `table(table_row(table_cell(${text}) table_cell(Next)))`,
  ],
];

for (const [name, block, around] of PLACES) {
  test(`E28 E32 a break in ${name}: typed around, walked over, clicked at and taken back`, async ({
    page,
  }) => {
    const ann = await Typist.open(page, files, [block, paragraph("after", "After")]);
    const shows = async (text: string): Promise<void> => ann.expectText(`${around(text)} | After`);
    await ann.caretAt("Hello", 5);
    const start = await ann.head();
    await ann.press("Enter");
    await shows("Hello+{¶} world");
    const lower = await page.evaluate(() => window.spike.caret("ann"));
    const upper = await page.evaluate((pos) => window.spike.coords("ann", pos), start);
    expect(lower.top).toBeGreaterThan(upper.top + 10);
    await ann.type("new");
    await shows("Hello+{¶new} world");

    await ann.press("Home");
    expect(await ann.head()).toBe(start + 1);
    await ann.press("ArrowLeft");
    expect(await ann.head()).toBe(start);
    await ann.press("ArrowRight");
    expect(await ann.head()).toBe(start + 1);
    await ann.press("ArrowUp", "End");
    expect(await ann.head()).toBe(start);
    await ann.press("Shift+Home");
    expect(await page.evaluate(() => window.spike.range("ann"))).toEqual([start - 5, start]);
    await page.mouse.click(700, (upper.top + upper.bottom) / 2);
    await ann.settle();
    if (name !== "a table cell") expect(await ann.head()).toBe(start);

    await ann.caretAt("new");
    await ann.press("Backspace");
    await shows("Hello+{new} world");
    await ann.press("Enter");
    await shows("Hello+{¶new} world");
    await ann.press("ArrowLeft", "Delete");
    await shows("Hello+{new} world");
  });
}
