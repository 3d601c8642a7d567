export { englishMessages as french } from "./english.ts";
