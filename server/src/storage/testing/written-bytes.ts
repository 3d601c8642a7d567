/** @returns what `writer.ts` stores at `seq`, so that a reader can tell whether it is all there */
export function writtenBytes(seq: number): Uint8Array {
  return Uint8Array.from({ length: 40 + (seq % 100) }, (_, index) => (seq * 31 + index) % 256);
}
