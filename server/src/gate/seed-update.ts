import { BODY_ROOT } from "@travaux/blueprint";
import { Node as ProseMirrorNode, type Schema } from "prosemirror-model";
import { prosemirrorToYXmlFragment } from "y-prosemirror";
import * as Y from "yjs";

/**
 * The Yjs update that makes an empty document hold `json`, written as y-prosemirror would write it.
 * The same input gives the same bytes, so that seeding a room twice changes nothing.
 *
 * @param clientID owned by the server and used for nothing but this seed
 * @throws {RangeError} if `json` is not a document of `schema`
 */
export function seedUpdate(schema: Schema, json: unknown, clientID: number): Uint8Array {
  const node = ProseMirrorNode.fromJSON(schema, json);
  node.check();
  const document = new Y.Doc();
  document.clientID = clientID;
  prosemirrorToYXmlFragment(node, document.getXmlFragment(BODY_ROOT));
  const update = Y.encodeStateAsUpdate(document);
  document.destroy();
  return update;
}
