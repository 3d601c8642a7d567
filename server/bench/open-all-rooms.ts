import { readFileSync } from "node:fs";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import WebSocket from "ws";
import * as Y from "yjs";

/**
 * One client in a process of its own: opens every room of a list on one socket, so many at a time, each into a document,
 * and prints how long that took from the first attempt to connect, in milliseconds, and how many bytes came.
 */

/** As the editor does it. */
const WAVE = 50;
const [SYNC, AUTH, CLOSE] = [0, 2, 7];

/** What the process is told, as a JSON file whose path is its argument. */
export interface Task {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rooms: readonly string[];
}

function frame(room: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function ask(socket: WebSocket, room: string, document: Y.Doc): void {
  socket.send(
    frame(room, (encoder) => {
      encoding.writeVarUint(encoder, AUTH);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "");
      encoding.writeVarString(encoder, "4.8.0");
    }),
  );
  socket.send(
    frame(room, (encoder) => {
      encoding.writeVarUint(encoder, SYNC);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(document));
    }),
  );
}

function openAll({ url, headers, rooms }: Task): Promise<{ readonly ms: number; readonly bytes: number }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const socket = new WebSocket(url, { headers });
    const documents = new Map(rooms.map((room) => [room, new Y.Doc()]));
    const waiting = [...rooms];
    const missing = new Set(rooms);
    let bytes = 0;
    const next = (): void => {
      const room = waiting.shift();
      const document = room === undefined ? undefined : documents.get(room);
      if (room !== undefined && document !== undefined) ask(socket, room, document);
    };
    socket.binaryType = "nodebuffer";
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`The socket was closed: ${code}`)));
    socket.on("open", () => {
      for (let index = 0; index < WAVE; index += 1) next();
    });
    socket.on("message", (data: Buffer) => {
      bytes += data.length;
      const decoder = decoding.createDecoder(new Uint8Array(data));
      const room = decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === CLOSE) reject(new Error(`${room}: ${decoding.readVarString(decoder)}`));
      if (type !== SYNC || decoding.readVarUint(decoder) !== 1) return;
      const document = documents.get(room);
      if (document === undefined || !missing.delete(room)) return;
      Y.applyUpdate(document, decoding.readVarUint8Array(decoder));
      next();
      if (missing.size > 0) return;
      resolve({ ms: performance.now() - begun, bytes });
    });
  });
}

const task = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Task;
console.log(JSON.stringify(await openAll(task)));
process.exit(0);
