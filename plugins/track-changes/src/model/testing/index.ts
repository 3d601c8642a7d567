export { comparable, countedIds } from "./comparable.ts";
export { proposalsOf, sketch, trackedWith } from "./proposals.ts";
export { tapeOf, type Tape } from "./tape.ts";
export { trackedSample, type SampleOptions } from "./tracked-sample.ts";
