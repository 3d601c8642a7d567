export { comesFromYjs, nodeIds, type NodeIdOptions } from "./node-ids.ts";
