import type { Scalar } from "../records.ts";
import { checkedAttrs, type Block } from "./tree.ts";

/** The attributes of `block` with one of them changed; `null` if it has no such attribute, or that value already. */
export function changedAttrs(block: Block, name: string, value: Scalar): Block["attrs"] | null {
  if (!(name in block.attrs) || block.attrs[name] === value) return null;
  return checkedAttrs(block.type, { ...block.attrs, [name]: value });
}
