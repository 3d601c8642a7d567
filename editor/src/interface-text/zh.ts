export { englishMessages as chinese } from "./english.ts";
