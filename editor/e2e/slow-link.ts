import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** How a line behaves; each figure holds for each direction. */
export interface LineQuality {
  /** Shared by all connections, in bits a second. */
  readonly bitsPerSecond: number;
  readonly roundTripMs: number;
  /** The share of segments that are lost. */
  readonly loss: number;
}

/** The line for which the product must still be of use. */
export const POOR_LINE: LineQuality = { bitsPerSecond: 256_000, roundTripMs: 600, loss: 0.02 };

/** What one Ethernet frame carries of a TCP stream, in bytes. */
const SEGMENT_BYTES = 1460;
/** The shortest retransmission time-out that RFC 6298 allows, in milliseconds. It doubles when the repetition is lost too. */
const RETRANSMISSION_MS = 1000;
/** What one connection may have on the line at once, in bytes: about what the line holds. Beyond that it waits, as TCP does. */
const WINDOW_BYTES = 24_576;

/**
 * A TCP proxy before a server, that behaves like a poor line. A lost segment is shown as what TCP makes of it: it and
 * everything behind it on its connection arrive a retransmission time-out later. What is lost is drawn from `seed`.
 */
export class SlowLink {
  /** `null` lets everything through at once. */
  quality: LineQuality | null = null;
  /** Ends every connection that asks to become a websocket, as some networks do. */
  blocksWebSockets = false;
  readonly bytes = { up: 0, down: 0 };
  lost = 0;
  readonly #server: Server;
  readonly #random: () => number;
  readonly #sockets = new Set<Socket>();
  readonly #free = { up: 0, down: 0 };
  #target = 0;
  #isCut = false;

  private constructor(seed: number) {
    this.#random = randomFrom(seed);
    this.#server = createServer((client) => this.#accept(client));
  }

  /** Listens on a port of its own; {@link lead} says where to. */
  static async open(seed: number): Promise<SlowLink> {
    const link = new SlowLink(seed);
    link.#server.listen(0, "127.0.0.1");
    await once(link.#server, "listening");
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Leads to the server at that port of this machine from now on. */
  lead(port: number): void {
    this.#target = port;
  }

  /** Ends every connection and takes no new one, as a line that is down. */
  cut(): void {
    this.#isCut = true;
    this.#dropAll();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.#dropAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(client: Socket): void {
    if (this.#isCut) return void client.destroy();
    const server = connect(this.#target, "127.0.0.1");
    // Before the first byte can leave, the other side must have answered that it is there.
    const opensAt = performance.now() + (this.quality?.roundTripMs ?? 0);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // How a connection ends is the other side's to see, nothing of ours to report.
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        // What one side said before it ended is still under way to the other.
        if (this.quality === null) other.destroy();
      });
    }
    this.#carry(client, server, "up", opensAt);
    this.#carry(server, client, "down", opensAt);
  }

  /** Carries what `from` says to `to`, segment by segment, in order. */
  #carry(from: Socket, to: Socket, way: "up" | "down", opensAt: number): void {
    const line: { readonly chunk: Buffer | null; readonly at: number }[] = [];
    let underWay = 0;
    let lastArrival = opensAt;
    const deliverDue = (): void => {
      for (let first = line[0]; first !== undefined; first = line[0]) {
        const wait = first.at - performance.now();
        if (wait > 0) return void setTimeout(deliverDue, wait);
        line.shift();
        underWay -= first.chunk?.length ?? 0;
        if (first.chunk === null) to.end();
        else to.write(first.chunk);
        if (underWay <= WINDOW_BYTES) from.resume();
      }
    };
    const send = (chunk: Buffer | null): void => {
      lastArrival = this.#arrival(chunk?.length ?? 0, way, lastArrival, opensAt);
      line.push({ chunk, at: lastArrival });
      if (line.length === 1) deliverDue();
    };
    from.on("data", (data: Buffer) => {
      if (way === "up" && this.blocksWebSockets && /\r\nupgrade: *websocket/i.test(data.toString("latin1")))
        return void from.destroy();
      this.bytes[way] += data.length;
      underWay += data.length;
      if (this.quality !== null && underWay > WINDOW_BYTES) from.pause();
      for (let at = 0; at < data.length; at += SEGMENT_BYTES) send(data.subarray(at, at + SEGMENT_BYTES));
      return undefined;
    });
    from.on("close", () => send(null));
  }

  /** When a segment sent now is there, in the time of `performance.now()`. */
  #arrival(bytes: number, way: "up" | "down", before: number, opensAt: number): number {
    const now = performance.now();
    if (this.quality === null) return Math.max(before, now);
    const { bitsPerSecond, roundTripMs, loss } = this.quality;
    const leaves = Math.max(now, opensAt, this.#free[way]) + (bytes * 8000) / bitsPerSecond;
    this.#free[way] = leaves;
    let arrives = leaves + roundTripMs / 2;
    for (let timeout = RETRANSMISSION_MS; bytes > 0 && this.#random() < loss; timeout *= 2) {
      this.lost += 1;
      arrives += timeout;
    }
    return Math.max(before, arrives);
  }
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
