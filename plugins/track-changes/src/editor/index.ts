export { RECORDS_ROOT } from "../model/index.ts";
