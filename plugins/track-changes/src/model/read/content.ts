import type { Node } from "prosemirror-model";
import type { Scalar, ShapeNode } from "../records.ts";
import type { FormatChange } from "../review-marks.ts";
import { BREAK } from "../tracked.ts";
import type { Piece, RecordPiece } from "./pieces.ts";

/** The type and attributes of a node, before or after a structural change. */
export interface NodeOutline {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** A change of structure. `type` is the type of the node that it is about; `null` if that is gone. */
export type StructuralChange =
  | { readonly kind: "insert" | "delete" | "join"; readonly type: string | null }
  | {
      readonly kind: "attribute";
      readonly type: string | null;
      readonly name: string;
      readonly before: Scalar;
      readonly after: Scalar;
    }
  | {
      readonly kind: "arrange";
      readonly before: readonly NodeOutline[];
      readonly after: readonly NodeOutline[];
    };

/** What a suggestion proposes, for a card: whole texts, which whoever shows them may cut. */
export interface SuggestionContent {
  /** Text that would come; a proposed paragraph break is a line break. */
  readonly inserted: string;
  /** Text that would go. */
  readonly deleted: string;
  /** Text whose formatting would change, and each change once. */
  readonly formatted: string;
  readonly formats: readonly FormatChange[];
  readonly structures: readonly StructuralChange[];
}

/** Sums up the pieces of one suggestion. */
export function contentOf(pieces: readonly Piece[]): SuggestionContent {
  let inserted = "";
  let deleted = "";
  let formatted = "";
  const formats: FormatChange[] = [];
  const structures: StructuralChange[] = [];
  for (const piece of pieces)
    switch (piece.kind) {
      case "insert-text":
        inserted += piece.text;
        break;
      case "break":
        inserted += BREAK;
        break;
      case "delete-text":
        deleted += piece.text;
        break;
      case "format":
        formatted += piece.text;
        if (!formats.some((each) => isSameChange(each, piece.change))) formats.push(piece.change);
        break;
      case "insert-block":
        inserted += piece.text;
        structures.push({ kind: "insert", type: piece.node.type.name });
        break;
      case "malformed":
        break;
      case "join":
      case "delete-block":
      case "attrs":
      case "shape":
        structures.push(structureOf(piece));
    }
  return { inserted, deleted, formatted, formats, structures };
}

function isSameChange(one: FormatChange, other: FormatChange): boolean {
  return one.adds === other.adds && one.mark.eq(other.mark);
}

function structureOf({ record, nodes, now }: RecordPiece): StructuralChange {
  const type = nodes[0]?.type.name ?? null;
  if (record.kind === "attrs")
    return { kind: "attribute", type, name: record.name, before: now, after: record.value };
  if (record.kind !== "shape") return { kind: record.kind, type };
  const known = new Map<string, Node>();
  const collect = (node: Node): void => {
    known.set(String(node.attrs["id"]), node);
    node.forEach(collect);
  };
  for (const node of nodes) collect(node);
  return {
    kind: "arrange",
    before: nodes.map((node) => ({ type: node.type.name, attrs: node.attrs })),
    after: record.to.map((node) => outlineOf(node, known)),
  };
}

function outlineOf(node: ShapeNode, known: ReadonlyMap<string, Node>): NodeOutline {
  if ("make" in node) return { type: node.make, attrs: node.attrs ?? {} };
  const kept = known.get(node.keep);
  return {
    type: node.type ?? kept?.type.name ?? "",
    attrs: { ...kept?.attrs, ...node.attrs },
  };
}
