import type { ReactNode } from "react";

/** Strokes on a field of 20 by 20; those of direction are mirrored where one reads from right to left. */
const STROKES = {
  undo: "M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H8",
  redo: "m13 4 4 4-4 4m4-4H9a5 5 0 0 0 0 10h3",
  clear: "M5 4h11M10.5 4 8 12M4 17h6m3-4 4 4m0-4-4 4",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  numbers: "M9 5h8M9 10h8M9 15h8M3 3.5 4.5 3v4M3 12.2c0-1.6 2.6-1.6 2.6 0 0 1-2.6 2.2-2.6 3.3h2.8",
  outdent: "M9 5h8M9 10h8M9 15h8M6 7.5 3 10l3 2.5",
  indent: "M9 5h8M9 10h8M9 15h8M3 7.5 6 10l-3 2.5",
  quotation: "M4 4v12M8 6h9M8 10h9M8 14h6",
  start: "M3 6.5 5 6v8m3-8h1m3 0h1m3 0h1M9 14h8",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1m1 3.2a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  footnote: "M3 5h8M3 9h8M3 13h5m5-8.5L15 4v5M3 17h14",
  table: "M3 4h14v12H3zM3 8h14M8 4v12M13 4v12",
  find: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4m3.6 8.6L17 17",
  language: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c2.5 2.5 2.5 11.5 0 14-2.5-2.5-2.5-11.5 0-14",
} as const;

const MIRRORED: ReadonlySet<string> = new Set([
  "undo",
  "redo",
  "bullets",
  "outdent",
  "indent",
  "quotation",
  "footnote",
]);

/** Letters that are their own picture. */
const LETTERS: Readonly<Record<string, ReactNode>> = {
  strong: <b>B</b>,
  em: <i>I</i>,
  underline: <u>U</u>,
  superscript: (
    <>
      x<sup>2</sup>
    </>
  ),
  subscript: (
    <>
      x<sub>2</sub>
    </>
  ),
};

/** The picture of an action; its name stands beside it for those who do not see it. */
export function Icon({ name }: { readonly name: string }): ReactNode {
  const letter = LETTERS[name];
  if (letter !== undefined)
    return (
      <span aria-hidden="true" className="tool-letter">
        {letter}
      </span>
    );
  const stroke = Object.entries(STROKES).find(([known]) => known === name)?.[1];
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className={MIRRORED.has(name) ? "tool-icon tool-icon-mirrored" : "tool-icon"}
    >
      <path d={stroke} />
    </svg>
  );
}
