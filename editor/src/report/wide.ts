/** From this width on there is room for cards beside outline and text. */
export const WIDE = "(min-width: 80rem)";
