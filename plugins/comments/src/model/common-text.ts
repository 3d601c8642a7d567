/** So much is compared at once, in UTF-16 code units. */
const STEP = 256;

/** How many code units from `a` on in `one` stand from `b` on in `other` too. */
export function commonAfter(one: string, a: number, other: string, b: number): number {
  const most = Math.min(one.length - a, other.length - b);
  let count = 0;
  while (
    count + STEP <= most &&
    one.slice(a + count, a + count + STEP) === other.slice(b + count, b + count + STEP)
  )
    count += STEP;
  while (count < most && one.charCodeAt(a + count) === other.charCodeAt(b + count)) count += 1;
  return count;
}

/** How many code units up to `a` in `one` stand up to `b` in `other` too. */
export function commonBefore(one: string, a: number, other: string, b: number): number {
  const most = Math.min(a, b);
  let count = 0;
  while (
    count + STEP <= most &&
    one.slice(a - count - STEP, a - count) === other.slice(b - count - STEP, b - count)
  )
    count += STEP;
  while (count < most && one.charCodeAt(a - 1 - count) === other.charCodeAt(b - 1 - count)) count += 1;
  return count;
}

/** Whether `at` lies between the two halves of a character outside the Basic Multilingual Plane. */
export function splitsPair(text: string, at: number): boolean {
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}
