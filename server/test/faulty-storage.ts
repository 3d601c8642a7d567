import { StorageFailure, type Storage } from "../src/storage/storage.ts";

/** What an append meets: nothing, a refusal, no answer though nothing was written, no answer though it was. */
export type Weather = "fair" | "full" | "silent-lost" | "silent-landed";

/** A real store behind a switch, for the faults that a real one shows too rarely. */
export function withWeather(storage: Storage): { readonly storage: Storage; weather: Weather } {
  const faulty = {
    weather: "fair" as Weather,
    storage: {
      ...storage,
      commits: {
        append: async (review: string, commit: Parameters<Storage["commits"]["append"]>[1]) => {
          if (faulty.weather === "full") throw new StorageFailure("full", "No space left");
          if (faulty.weather === "silent-lost") throw new StorageFailure("unavailable", "No answer");
          const outcome = await storage.commits.append(review, commit);
          if (faulty.weather === "silent-landed") throw new StorageFailure("unavailable", "No answer");
          return outcome;
        },
        read: (review: string, from: number) => storage.commits.read(review, from),
        trim: (review: string, below: number) => storage.commits.trim(review, below),
        purge: (review: string) => storage.commits.purge(review),
        reviews: () => storage.commits.reviews(),
      },
      ping: () => storage.ping(),
      close: () => storage.close(),
    } satisfies Storage,
  };
  return faulty;
}
