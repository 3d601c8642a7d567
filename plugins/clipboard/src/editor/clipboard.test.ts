import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeHtml } from "../model/index.ts";
import { cleanHtml } from "./index.ts";

const english = { lang: "en-GB", dir: "ltr" } as const;
const isSafe = (href: string): boolean => href.startsWith("https://");

function paste(
  name: string,
  script: Parameters<typeof cleanHtml>[2] = english,
): ReturnType<typeof cleanHtml> & { readonly html: string } {
  const recorded = readFileSync(join(import.meta.dirname, "fixtures", name), "utf8");
  const clean = cleanHtml(recorded, isSafe, script);
  return { ...clean, html: writeHtml(clean.trees) };
}

describe("a clipboard of Word", () => {
  it("becomes real lists, nested, of their kinds and from their first number", () => {
    expect(paste("word-windows-lists.html").html).toBe(
      "<h2>Measures taken</h2>" +
        "<p>The reviewing experts noted the following measures:</p>" +
        "<ul><li><p>A national <strong>strategy</strong>;</p><ul><li><p>adopted by decree;</p></li></ul></li>" +
        "<li><p>A coordinating body.</p></li></ul>" +
        '<ol start="3"><li><p>Third paragraph,</p><ol><li><p>its first point;</p></li></ol></li>' +
        "<li><p>Fourth paragraph.</p></li></ol>" +
        '<p lang="fr">Les experts ont noté&nbsp;: «&nbsp;un progrès&nbsp;».</p>',
    );
  });

  it("keeps merged cells, footnotes and safe links, and tells of the picture and the unsafe link", () => {
    const { html, notice } = paste("word-windows-table.html", { lang: "en-US", dir: "ltr" });
    expect(html).toBe(
      '<p>Cases were opened in the capital.<span data-footnote="ftn1">\uFFFC</span> See <a href="https://www.unodc.org/">the site</a> and this.</p>' +
        '<table><tr><th colspan="2"><p><strong>Offence</strong></p></th><th><p><strong>Cases</strong></p></th></tr>' +
        '<tr><td rowspan="2"><p>Trafficking</p></td><td><p>2024</p></td><td><p>12</p></td></tr>' +
        "<tr><td><p>2025</p></td><td><p></p></td></tr></table>" +
        '<section data-footnotes=""><div data-footnote-text="ftn1">Reply to the <em>self-assessment</em>, para. 12.</div></section>',
    );
    expect(notice).toEqual({ images: 1, unsafeLinks: 1, deletions: 0, comments: 0 });
  });

  it("comes in as its tracked changes would leave it, without comments, in the direction of its paragraphs", () => {
    const { html, notice } = paste("word-mac-track-changes.html");
    expect(html).toBe(
      "<p>The State may wish to consider extending the term.</p>" +
        "<p>On a new line, H<sub>2</sub>O and 5<sup>th</sup>.</p>" +
        '<p lang="ar-SA" dir="rtl">نص بالعربية</p>',
    );
    expect(notice).toEqual({ images: 0, unsafeLinks: 0, deletions: 1, comments: 1 });
  });
});

it("reads a clipboard of Google Docs: letters by their weight, nested lists, tables, footnotes", () => {
  expect(paste("google-docs.html").html).toBe(
    "<h1>Implementation</h1>" +
      '<p>Plain, <strong><em>both</em></strong> and a <a href="https://www.un.org/en">link</a><span data-footnote="ftnt1">\uFFFC</span>.</p>' +
      "<ul><li><p>One</p><ul><li><p>Nested</p></li></ul></li><li><p>Two</p></li></ul>" +
      '<table><tr><td colspan="2"><p>Across</p></td></tr><tr><td><p>Left</p></td><td><p></p></td></tr></table>' +
      '<section data-footnotes=""><div data-footnote-text="ftnt1">A source.</div></section>',
  );
});

it("reads a clipboard of LibreOffice", () => {
  expect(paste("libreoffice.html").html).toBe(
    '<p>Первый <u>абзац</u><span data-footnote="footnote1">\uFFFC</span> с продолжением.</p>' +
      '<ol start="5"><li><p>Пятый</p></li><li><p>Шестой</p><ul><li><p>внутри</p></li></ul></li></ol>' +
      '<section data-footnotes=""><div data-footnote-text="footnote1">Примечание.</div></section>',
  );
});

describe("hostile or careless content", () => {
  const clean = (html: string): string => writeHtml(cleanHtml(html, isSafe, english).trees);

  it("brings in no mark of a tracked change, from another editor or from ours", () => {
    const marked =
      '<ins data-insertion="" data-id="m2:x" data-by="m2">new</ins><del data-deletion="" data-id="m2:y" data-by="m2">old</del>';
    expect(clean(`<p>a ${marked} b</p>`)).toBe("<p>a new b</p>");
    const copied = `<p data-pm-slice="1 1 []">a ${marked}<span data-fmt="" data-id="m2:z" data-by="m2" data-op="+strong">c</span></p>`;
    expect(clean(copied)).toBe('<p data-pm-slice="1 1 []">a newc</p>');
  });

  it("runs nothing and keeps no script, style or handler", () => {
    expect(clean('<p onclick="x()">a<script>b</script><img src=x onerror=y></p><style>p{}</style>')).toBe(
      "<p>a</p>",
    );
  });

  it("takes out a footnote character that no footnote stands behind", () => {
    expect(clean("a\uFFFCb")).toBe("ab");
  });

  it("keeps a single line inline and the ends of lines out of the text", () => {
    expect(clean("one\r\n  <b>two</b>\n")).toBe("one <strong>two</strong>");
  });

  it("drops a reference whose text was not copied along", () => {
    expect(clean('<p>a<a href="#_ftn1" name="_ftnref1">[1]</a></p>')).toBe("<p>a</p>");
  });
});
