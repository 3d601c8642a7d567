import type { Node } from "prosemirror-model";
import type { Scalar, ShapeNode, SuggestionRecord } from "../../model/index.ts";

/** What is proposed to a block, in the little that a label can say. Types are names of the schema. */
export type BlockChange =
  | { readonly kind: "new"; readonly node: string }
  | { readonly kind: "delete"; readonly node: string }
  | { readonly kind: "join" }
  | { readonly kind: "attribute"; readonly node: string; readonly name: string; readonly value: Scalar }
  | {
      readonly kind: "type";
      readonly type: string;
      readonly attrs: Readonly<Record<string, Scalar>>;
    }
  | { readonly kind: "wrap"; readonly type: string }
  | { readonly kind: "arrange" }
  | { readonly kind: "malformed" };

/** What `record` proposes to `node`, its target. */
export function blockChange(record: SuggestionRecord, node: Node): BlockChange {
  switch (record.kind) {
    case "join":
      return { kind: "join" };
    case "delete":
      return { kind: "delete", node: node.type.name };
    case "attrs":
      return { kind: "attribute", node: node.type.name, name: record.name, value: record.value };
    case "shape":
      return shapeChange(record.to);
  }
}

function shapeChange(to: readonly ShapeNode[]): BlockChange {
  const [only] = to;
  if (to.length === 1 && only !== undefined && "make" in only) return { kind: "wrap", type: only.make };
  const retyped = to.filter((each) => "keep" in each && each.type !== undefined);
  const first = retyped[0];
  const isOnlyType = retyped.length === to.length && new Set(retyped.map(typeOf)).size === 1;
  return first !== undefined && isOnlyType
    ? { kind: "type", type: typeOf(first), attrs: first.attrs ?? {} }
    : { kind: "arrange" };
}

function typeOf(shape: ShapeNode): string {
  return "make" in shape ? shape.make : (shape.type ?? "");
}
