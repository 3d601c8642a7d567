export type { AnchorPart } from "../model/anchor.ts";
