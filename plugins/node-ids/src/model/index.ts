export { planIds, withoutIds, type IdRule, type Range } from "./plan-ids.ts";
