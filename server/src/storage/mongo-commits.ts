import { checkCommit, checkReview, seqBound } from "./limits.ts";
import { plain } from "./mongo-blobs.ts";
import { isDuplicateKey, isNoCollection } from "./mongo-connection.ts";
import type { MongoConnection } from "./mongo-connection.ts";
import { StorageFailure } from "./storage.ts";
import type { Commit, CommitLog } from "./storage.ts";

const PREFIX = "commits.";
const KINDS: ReadonlySet<string> = new Set<Commit["kind"]>(["journal", "act", "fence"]);

interface CommitDocument {
  /** The `seq`. */
  readonly _id: number;
  readonly kind: Commit["kind"];
  readonly bytes: Uint8Array;
}

/** Each review's sequence is a collection of its own, so that its tail is read by `_id` alone and purging drops it whole. */
export function mongoCommitLog(connection: MongoConnection): CommitLog {
  const open = (review: string) => connection.database.collection<CommitDocument>(PREFIX + review);
  return {
    async append(review, commit) {
      checkCommit(review, commit);
      return connection.run(async () => {
        try {
          await open(review).insertOne({ _id: commit.seq, kind: commit.kind, bytes: commit.bytes });
          return "appended";
        } catch (error) {
          if (isDuplicateKey(error)) return "taken";
          throw error;
        }
      });
    },
    read(review, from) {
      checkReview(review);
      return commitsFrom(connection, review, seqBound(from));
    },
    async trim(review, below) {
      checkReview(review);
      const filter = { _id: { $lt: seqBound(below) }, kind: "journal" } as const;
      return (await connection.run(() => open(review).deleteMany(filter))).deletedCount;
    },
    async purge(review) {
      checkReview(review);
      await connection.run(async () => {
        try {
          await open(review).drop();
        } catch (error) {
          if (!isNoCollection(error)) throw error;
        }
      });
    },
    async reviews() {
      const listed = await connection.run(() =>
        connection.database.listCollections({}, { nameOnly: true }).toArray(),
      );
      const names: string[] = [];
      for (const { name } of listed)
        if (name.startsWith(PREFIX)) {
          const review = name.slice(PREFIX.length);
          if (await connection.run(() => open(review).findOne({}, { projection: { _id: 1 } })))
            names.push(review);
        }
      return names.toSorted((a, b) => (a < b ? -1 : 1));
    },
  };
}

async function* commitsFrom(
  connection: MongoConnection,
  review: string,
  from: number,
): AsyncGenerator<Commit> {
  const commits = connection.database.collection<CommitDocument>(PREFIX + review);
  const cursor = commits.find({ _id: { $gte: from } }).sort({ _id: 1 });
  try {
    while (await connection.run(() => cursor.hasNext()))
      for (const document of cursor.readBufferedDocuments()) yield commitOf(document);
  } finally {
    await cursor.close();
  }
}

function commitOf({ _id, kind, bytes }: CommitDocument): Commit {
  if (!Number.isInteger(_id) || !KINDS.has(kind) || !(bytes instanceof Uint8Array))
    throw new StorageFailure("corrupt", "a commit is not of the shape it was written in");
  return { seq: _id, kind, bytes: plain(bytes) };
}
