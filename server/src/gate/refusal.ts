import type { CloseReason } from "@travaux/blueprint";

/** Why an update or a document was refused. `message` is for logs and holds no text of reports. */
export class Refusal extends Error {
  readonly reason: CloseReason;
  constructor(reason: CloseReason, detail: string) {
    super(detail);
    this.name = "Refusal";
    this.reason = reason;
  }
}
