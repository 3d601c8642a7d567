import * as decoding from "lib0/decoding";
import { readPresence } from "./presence-frame.ts";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const SYNC_REPLY = 4;
const STATELESS = 5;
const CLOSE = 7;

/**
 * Whether a frame is one that a client of Hocuspocus may send, as far as its envelope tells: a whole address, a known
 * kind, and a body of that kind's form. What an update holds is the gate's to judge. Hocuspocus itself answers anything
 * else by throwing.
 */
export function isReadableFrame(frame: Uint8Array): boolean {
  try {
    const decoder = decoding.createDecoder(frame);
    const address = decoding.readVarString(decoder);
    // Hocuspocus looks addresses up in plain objects.
    if (address.split("\u0000").some((part) => part in Object.prototype)) return false;
    return isReadableBody(decoding.readVarUint(decoder), decoder);
  } catch {
    // Short or impossible bytes, which the answer says.
    return false;
  }
}

function isReadableBody(kind: number, decoder: decoding.Decoder): boolean {
  switch (kind) {
    case SYNC:
    case SYNC_REPLY:
      decoding.readVarUint(decoder);
      decoding.readVarUint8Array(decoder);
      return true;
    case AWARENESS:
      return readPresence(decoding.readVarUint8Array(decoder)) !== null;
    case AUTH:
      decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
      // The provider's version, which older ones do not tell.
      if (decoding.hasContent(decoder)) decoding.readVarString(decoder);
      return true;
    case STATELESS:
      decoding.readVarString(decoder);
      return true;
    case QUERY_AWARENESS:
    case CLOSE:
      return true;
    default:
      return false;
  }
}
