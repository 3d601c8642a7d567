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

const PAIR = [paragraph("p1", "Hello world"), paragraph("p2", "Second")];

test("E32 a colleague's break is struck and not taken away, and a word beside one goes alone", async ({
  page,
}) => {
  const ann = await Typist.open(page, files, PAIR);
  await page.evaluate(() => {
    window.spike.setMode("bob", "suggest");
    const view = window.spike.view("bob");
    view.dispatch(view.state.tr.split(6));
  });
  await ann.caretAt(" world");
  await ann.press("Backspace");
  await ann.expectText("Hello+{-{¶}} world | Second");
  await ann.press("Control+z");
  await ann.caretAt("Hello", 5);
  await ann.press("Enter");
  await ann.type("new word");
  await ann.press("Control+Backspace");
  await ann.expectText("Hello+{¶new }+{¶} world | Second");
  await ann.press("Control+Backspace", "Control+Backspace");
  await ann.expectText("Hello+{¶} world | Second");
});

const COMPOSITIONS: readonly (readonly [string, (ann: Typist) => Promise<void>, string])[] = [
  ["over a selection", async (ann) => ann.caretAt("lo wo", 0, 5), "Hel-{lo wo}+{にほん}rld"],
  [
    "inside struck text",
    async (ann) => {
      await ann.caretAt("llo wo", 0, 6);
      await ann.press("Delete");
      await ann.caretAt("o wo");
    },
    "He-{ll}+{にほん}-{o wo}rld",
  ],
  [
    "behind a break",
    async (ann) => {
      await ann.caretAt("Hello", 5);
      await ann.press("Enter");
    },
    "Hello+{¶にほん} world",
  ],
  [
    "before a break",
    async (ann) => {
      await ann.caretAt("Hello", 5);
      await ann.press("Enter", "ArrowLeft");
    },
    "Hello+{にほん¶} world",
  ],
  [
    "on an empty last line",
    async (ann) => {
      await ann.caretAt("world", 5);
      await ann.press("Enter");
    },
    "Hello world+{¶にほん}",
  ],
  [
    "over one's own text with a break in it",
    async (ann) => {
      await ann.caretAt("Hello", 5);
      await ann.type("b");
      await ann.press("Enter");
      await ann.type("c");
      await ann.press("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft");
    },
    "Hello+{にほん} world",
  ],
];

for (const [place, prepare, expected] of COMPOSITIONS) {
  test(`an input method composes ${place}`, async ({ page }) => {
    const ann = await Typist.open(page, files, [paragraph("p1", "Hello world")]);
    await prepare(ann);
    await ann.compose("n", "に", "にh", "にほん");
    await ann.expectText(expected);
    await ann.type("x");
    await ann.expectText(expected.replace("にほん", "にほんx"));
  });
}

test("E98 undo and redo go break by break, and bring the caret to what they changed", async ({ page }) => {
  const ann = await Typist.open(page, files, PAIR);
  await ann.caretAt("Hello", 5);
  await ann.type("abc");
  await ann.press("Enter");
  await ann.type("def");
  const steps: readonly (readonly [string, string, number])[] = [
    ["Control+z", "Hello+{abc} world | Second", 9],
    ["Control+z", "Hello world | Second", 6],
    ["Control+y", "Hello+{abc} world | Second", 9],
    ["Control+y", "Hello+{abc¶def} world | Second", 13],
  ];
  for (const [key, text, head] of steps) {
    await ann.press(key);
    await ann.expectText(text);
    expect(await ann.head()).toBe(head);
  }
});

test("a break between words from right to left", async ({ page }) => {
  const arabic = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645";
  const ann = await Typist.open(page, files, [paragraph("p1", arabic)], { dir: "rtl" });
  await ann.caretAt(arabic, 5);
  await ann.press("Enter");
  const edge = await page.evaluate(() => window.spike.coords("ann", 1));
  const below = await page.evaluate(() => window.spike.caret("ann"));
  expect(below.top).toBeGreaterThan(edge.top + 10);
  expect(Math.abs(below.left - edge.left)).toBeLessThan(3);
  await ann.press("ArrowRight");
  expect(await ann.head()).toBe(6);
  await ann.press("ArrowLeft");
  expect(await ann.head()).toBe(7);
  await ann.press("ArrowUp", "End");
  expect(await ann.head()).toBe(6);
  await ann.press("Home");
  expect(await ann.head()).toBe(1);
});

test("E26 copying and cutting take the text as proposed; E25 pasting brings no review along", async ({
  page,
}) => {
  const ann = await Typist.open(page, files, PAIR);
  await ann.caretAt("llo", 0, 3);
  await ann.press("Delete");
  await ann.caretAt("world");
  await ann.type("new");
  await ann.press("Enter", "Control+a");
  const copied = await ann.clipboardOf("Control+c");
  expect(copied.text).toBe("He new\n\nworld\n\nSecond");
  expect(copied.html).not.toMatch(/<ins|<del|data-by|llo/);
  await ann.caretAt("new", 0, 3);
  expect((await ann.clipboardOf("Control+x")).text).toBe("new");
  await ann.expectText("He-{llo} +{¶}world | Second");
  await ann.caretAt("Second", 6);
  await ann.paste(`<p>x<ins data-insertion="" data-id="eve:00001" data-by="eve">y</ins></p>`);
  await ann.expectText("He-{llo} +{¶}world | Second+{xy}");
});

test("E137 views show what they say, and typing in each is tracked", async ({ page }) => {
  const ann = await Typist.open(page, files, [
    paragraph("p1", "Hello brave new world"),
    paragraph("p2", "Second"),
  ]);
  await ann.caretAt("brave", 0, 5);
  await ann.type("bold");
  await ann.caretAt("Second", 6);
  await ann.press("Enter");
  await ann.type("third");
  await ann.caretAt("Hello");
  const before = await ann.shows();
  await ann.look("final");
  expect(await ann.lines()).toEqual(["Hello bold new world", "Second", "third"]);
  await ann.look("base");
  expect(await ann.lines()).toEqual(["Hello brave new world", "Second"]);
  await ann.look("brackets");
  const signs = await page.evaluate(() =>
    [...document.querySelectorAll("#ann .suggestion-opens, #ann .suggestion-closes")].map((each) => [
      each.className,
      getComputedStyle(each, each.className === "suggestion-opens" ? "::before" : "::after").content,
    ]),
  );
  expect(signs).toEqual([
    ["suggestion-opens", '"["'],
    ["suggestion-closes", '"]"'],
    ["suggestion-opens", '"["'],
    ["suggestion-closes", '"]"'],
  ]);
  expect(await ann.shows()).toBe(before);
  await ann.look("base");
  await ann.caretAt("Hello", 5);
  await ann.type("XY");
  expect(await ann.lines()).toEqual(["HelloXY brave new world", "Second"]);
  await ann.press("Backspace");
  await ann.expectText(before.replace("Hello", "Hello+{X}"));
});

for (const view of ["final", "base"] as const) {
  test(`Backspace and Delete leave alone what view ${view} hides beside the caret`, async ({ page }) => {
    const ann = await Typist.open(page, files, [paragraph("p1", "Hello brave new world")]);
    await page.evaluate(() => window.spike.setMode("bob", "suggest"));
    await ann.elsewhere("bob", "brave", "bold");
    await ann.look(view);
    await ann.caretAt(" new", 1);
    await ann.press("Backspace", "Backspace");
    await ann.expectText(
      view === "final"
        ? "Hello -{brave}+{bol}+{-{d}}-{ }new world"
        : "Hello -{brav}-{-{e}}+{bold}-{ }new world",
    );
    await ann.caretAt("Hello", 5);
    await ann.press("Delete", "Delete");
    await ann.expectText(
      view === "final"
        ? "Hello-{ }-{brave}+{-{b}}+{ol}+{-{d}}-{ }new world"
        : "Hello-{ }-{-{b}}-{rav}-{-{e}}+{bold}-{ }new world",
    );
  });
}

test("E140 tells a screen reader of breaks and suggestions, without stops of their own", async ({ page }) => {
  const ann = await Typist.open(page, files, [
    paragraph("p1", "Hello world"),
    paragraph("p2", "Second text"),
  ]);
  await ann.caretAt("llo", 0, 3);
  await ann.press("Delete");
  await ann.caretAt("world");
  await ann.press("Enter");
  await ann.type("new");
  await expect(page.locator("#ann")).toMatchAriaSnapshot(`
    - textbox "ann":
      - paragraph:
        - text: He
        - deletion: llo
        - insertion: proposed paragraph break by ann new
        - text: world
      - paragraph: Second text`);
  await ann.caretAt("text", 4);
  const spoken = await page.evaluate(() => window.spike.said.length);
  await ann.press("Alt+ArrowDown", "Alt+ArrowDown");
  expect((await page.evaluate(() => window.spike.said)).slice(spoken)).toEqual([
    "Deletion by ann",
    "Insertion by ann",
  ]);
  await page.keyboard.press("Tab");
  await expect(page.locator("#bob")).toBeFocused();
});
