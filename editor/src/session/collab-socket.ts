import {
  HocuspocusProviderWebsocket,
  type HocuspocusProviderWebsocketConfiguration,
} from "@hocuspocus/provider";

const OPEN = 1;

export interface CollabSocketOptions {
  readonly url: string;
  /** Spreads the first attempts of clients that were cut together; in [0, 1). */
  readonly random: number;
  /** For runtimes that have no WebSocket of their own. */
  readonly webSocket?: typeof WebSocket;
  readonly opened: () => void;
  /** The socket is gone, or an attempt to open one failed. */
  readonly lost: () => void;
  /** Anything arrived. */
  readonly heard: () => void;
  /** No attempt will be made any more; only a fault of ours leads there, since attempts have no limit. */
  readonly gaveUp: (error: unknown) => void;
}

/** The one socket of a review. Reconnects by itself, from half a second up to half a minute apart. */
export class CollabSocket extends HocuspocusProviderWebsocket {
  constructor(options: CollabSocketOptions) {
    const configuration: HocuspocusProviderWebsocketConfiguration = {
      url: options.url,
      autoConnect: false,
      // A whole number, or the provider never makes an attempt and says nothing.
      delay: Math.round(500 + 1000 * options.random),
      minDelay: 500,
      maxDelay: 30_000,
      factor: 2,
      jitter: true,
      // The session watches for silence itself: it knows whether a long upload is still on its way.
      messageReconnectTimeout: 600_000,
      ...(options.webSocket === undefined ? {} : { WebSocketPolyfill: options.webSocket }),
    };
    super(configuration);
    // Registered last, so that the provider's own bookkeeping is done when these are called.
    this.on("open", options.opened);
    this.on("close", options.lost);
    this.on("message", options.heard);
    this.on("maxAttemptsFailed", ({ error }: { readonly error: unknown }) => options.gaveUp(error));
  }

  /** Whether a frame sent now leaves now. */
  get isOpen(): boolean {
    return this.webSocket?.readyState === OPEN;
  }

  /** Bytes handed to the browser that have not left this computer. */
  get unsentBytes(): number {
    return this.webSocket?.bufferedAmount ?? 0;
  }

  /** Gives up the present connection without waiting for the other side, and begins anew after a pause. */
  drop(reason: string): void {
    if (this.webSocket !== null) this.emit("close", { event: { code: 4408, reason } });
  }
}
