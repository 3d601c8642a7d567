import fc from "fast-check";

/** From `FC_SEED` if given, so that a failure can be had again; told in the names of properties. */
export const SEED: number = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Runs a property with the seed that its test's name tells. */
export async function holds<Value>(
  arbitrary: fc.Arbitrary<Value>,
  runs: number,
  property: (value: Value) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, property), { seed: SEED, numRuns: runs });
}
