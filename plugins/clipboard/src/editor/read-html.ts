import type { ClipboardSource } from "../model/clean.ts";
import { parseStyle, type Tree } from "../model/tree.ts";

/** Deeper than any document; a clipboard made to be deeper is cut there. */
const DEPTH_LIMIT = 100;

/** Reads HTML without running or loading anything of it. */
export function readHtml(html: string): ClipboardSource {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const css = Array.from(parsed.querySelectorAll("style"), (style) => style.textContent).join("\n");
  return { body: readChildren(parsed.body, 0), css };
}

function readChildren(parent: globalThis.Element, depth: number): readonly Tree[] {
  if (depth > DEPTH_LIMIT) return [{ kind: "text", text: parent.textContent }];
  return Array.from(parent.childNodes).flatMap((node) => readNode(node, depth));
}

function readNode(node: ChildNode, depth: number): readonly Tree[] {
  if (node instanceof globalThis.Text) return [{ kind: "text", text: node.data }];
  if (!(node instanceof globalThis.Element)) return [];
  const attributes = Object.fromEntries(
    Array.from(node.attributes, ({ name, value }) => [name.toLowerCase(), value]),
  );
  const style = parseStyle(attributes["style"] ?? "");
  return [
    {
      kind: "element",
      tag: node.tagName.toLowerCase(),
      attributes,
      style,
      children: readChildren(node, depth + 1),
    },
  ];
}
