export { englishMessages as russian } from "./english.ts";
