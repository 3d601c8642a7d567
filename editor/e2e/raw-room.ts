import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import type { Person } from "./person.ts";

const [SYNC, AUTH, CLOSE] = [0, 2, 7];
const ANSWER_LIMIT_MS = 10_000;

/**
 * Asks for a room by its name with somebody's own cookie, beside his page and its rules.
 *
 * @returns `text` when the server gave the text, else the reason for which it closed the room
 */
export async function askForRoom(person: Person, room: string): Promise<string> {
  const { url } = person.server;
  const cookies = await person.context.cookies(url);
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/collab/${person.review}`, {
    headers: { origin: url, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`No answer to ${room}`)), ANSWER_LIMIT_MS);
      socket.on("error", reject);
      socket.on("close", (code) => reject(new Error(`The socket was closed: ${code}`)));
      socket.on("open", () => {
        socket.send(authentication(room));
        socket.send(question(room));
      });
      socket.on("message", (data: Buffer) => {
        const answer = readAnswer(new Uint8Array(data));
        if (answer === null) return;
        clearTimeout(tooLate);
        resolve(answer);
      });
    });
  } finally {
    socket.removeAllListeners("close");
    socket.close();
  }
}

function authentication(room: string): Uint8Array {
  return frame(room, AUTH, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, "");
    encoding.writeVarString(encoder, "4.8.0");
  });
}

/** Asks for everything: the state vector of an empty document. */
function question(room: string): Uint8Array {
  return frame(room, SYNC, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
  });
}

function frame(room: string, kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function readAnswer(bytes: Uint8Array): string | null {
  const decoder = decoding.createDecoder(bytes);
  decoding.readVarString(decoder);
  const kind = decoding.readVarUint(decoder);
  if (kind === CLOSE) return decoding.readVarString(decoder);
  if (kind === AUTH) return decoding.readVarUint(decoder) === 1 ? decoding.readVarString(decoder) : null;
  return kind === SYNC && decoding.readVarUint(decoder) === 1 ? "text" : null;
}
