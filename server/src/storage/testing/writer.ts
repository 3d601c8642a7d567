// A process for tests to kill: 20 appenders write to one review of the store; the seq of each commit is told on the
// output when the store has acknowledged it. Arguments: the file, the first seq.
import { openSqliteStorage } from "../sqlite-storage.ts";
import { writtenBytes } from "./written-bytes.ts";

const [, , file = "", from = "1"] = process.argv;
const storage = await openSqliteStorage({
  file,
  tables: { people: { unique: ["email"], index: ["state"] } },
});
let next = Number(from);

async function appendForever(): Promise<never> {
  for (;;) {
    const seq = next++;
    const result = await storage.commits.append("written", {
      seq,
      kind: "journal",
      bytes: writtenBytes(seq),
    });
    if (result !== "appended") throw new Error(`${seq} was taken`);
    // The reader may be slower than the store.
    await new Promise((resolve) => process.stdout.write(`${seq}\n`, resolve));
  }
}

await Promise.all(Array.from({ length: 20 }, appendForever));
