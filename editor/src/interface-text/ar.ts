export { englishMessages as arabic } from "./english.ts";
