export { comparable, countedIds } from "./comparable.ts";
export { tapeOf, type Tape } from "./tape.ts";
export {
  trackedSample,
  type SampleOptions,
  type SampleStructures,
  type TrackedSample,
} from "./tracked-sample.ts";
export { proposalsOf, sketch, trackedWith, type Proposals } from "./proposals.ts";
