export { englishMessages as spanish } from "./english.ts";
