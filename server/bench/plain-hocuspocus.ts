import { DatabaseSync } from "node:sqlite";
import { Database } from "@hocuspocus/extension-database";
import { Server } from "@hocuspocus/server";

/** What one gets without us: Hocuspocus with its database extension over SQLite, as its documentation sets it up. */
const database = new DatabaseSync(process.argv[2] ?? ":memory:");
database.exec("CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB)");
const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const row = database.prepare("SELECT data FROM documents WHERE name = ?").get(documentName);
        return row?.["data"] instanceof Uint8Array ? row["data"] : null;
      },
      store: async ({ documentName, state }) => {
        database.prepare("INSERT OR REPLACE INTO documents VALUES (?, ?)").run(documentName, state);
      },
    }),
  ],
});
await server.listen();
console.log(`Travaux is at http://127.0.0.1:${server.address.port}`);
