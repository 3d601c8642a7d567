import { BODY_ROOT, SUGGESTIONS_ROOT } from "@travaux/blueprint";
import { Node as ProseMirrorNode, type Schema } from "prosemirror-model";
import { prosemirrorToYXmlFragment } from "y-prosemirror";
import * as Y from "yjs";
import { readTextJson } from "../rooms/text-json.ts";

/**
 * The Yjs update that makes an empty document hold `json`, a document alone or with what is proposed to it, written as
 * y-prosemirror would write it. The same input gives the same bytes, so that seeding a room twice changes nothing.
 *
 * @param clientID owned by the server and used for nothing but this seed
 * @throws {RangeError} if `json` is not a text of `schema`
 */
export function seedUpdate(schema: Schema, json: unknown, clientID: number): Uint8Array {
  const text = readTextJson(json);
  if (text === null) throw new RangeError("Not a text");
  const node = ProseMirrorNode.fromJSON(schema, text.doc);
  node.check();
  const document = new Y.Doc();
  document.clientID = clientID;
  document.transact(() => {
    prosemirrorToYXmlFragment(node, document.getXmlFragment(BODY_ROOT));
    const records = document.getMap(SUGGESTIONS_ROOT);
    for (const key of Object.keys(text.suggestions).sort()) records.set(key, text.suggestions[key]);
  });
  const update = Y.encodeStateAsUpdate(document);
  document.destroy();
  return update;
}
