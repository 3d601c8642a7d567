import type { WebSocketLike } from "@hocuspocus/server";
import type { WebSocket } from "ws";

/** What may wait unsent for one client before it is cut off, in bytes: it does not read, and memory is everybody's. */
export const UNSENT_LIMIT_BYTES = 16 * 1024 * 1024;

/** A socket that does not let a client who never reads fill the server's memory. */
export class GuardedSocket implements WebSocketLike {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.#socket.bufferedAmount > UNSENT_LIMIT_BYTES) {
      this.#socket.terminate();
      return;
    }
    if (ArrayBuffer.isView(data)) this.#socket.send(data);
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }
}
