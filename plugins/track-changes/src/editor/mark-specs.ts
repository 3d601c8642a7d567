import type { MarkSpec } from "prosemirror-model";
import type { ReviewMark } from "../model/index.ts";

/**
 * The marks that a schema needs, drawn as `ins`, `del` and `span`, to be put behind all others: what is proposed lies
 * innermost. A schema may have its own, with the same names, attributes and `excludes: ""`.
 */
export const reviewMarkSpecs: Readonly<Record<ReviewMark, MarkSpec>> = {
  insertion: spec("insertion", "ins", ["id", "by"]),
  deletion: spec("deletion", "del", ["id", "by"]),
  fmt: spec("fmt", "span", ["id", "by", "op"]),
};

function spec(name: ReviewMark, tag: string, attributes: readonly string[]): MarkSpec {
  return {
    attrs: Object.fromEntries(attributes.map((attribute) => [attribute, { validate: "string" }])),
    inclusive: false,
    excludes: "",
    // While an input method composes, ProseMirror reads the text back from what is drawn.
    parseDOM: [
      {
        tag: `${tag}[data-${name}]`,
        getAttrs: (dom) => {
          const read = attributes.map((each) => [each, dom.getAttribute(`data-${each}`)] as const);
          return read.some(([, value]) => value === null) ? false : Object.fromEntries(read);
        },
      },
    ],
    toDOM: ({ attrs }) => {
      const drawn = attributes.map((each): [string, string] => [`data-${each}`, String(attrs[each])]);
      return [tag, { [`data-${name}`]: "", ...Object.fromEntries(drawn) }, 0];
    },
  };
}
