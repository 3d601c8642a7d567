/** A record that cannot follow on what stands: the ledger is not one that this product wrote. */
export class RecordOutOfPlace extends Error {
  constructor(kind: string, what: string) {
    super(`A record of kind ${kind} does not follow on what stands: ${what}`);
    this.name = "RecordOutOfPlace";
  }
}
