/** What a plain object holds, by name. */
export type Fields = Readonly<Record<string, unknown>>;

const ID = /^[A-Za-z0-9_:-]{1,64}$/;

/**
 * The own fields of a plain object, as an object without a prototype, so that no name finds what nobody wrote. `null`
 * for anything else.
 */
export function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return Object.assign(Object.create(null), value);
}

/** Whether a value may name a thread, a comment, a member, a State or a block. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** Whether a value is a string of that many UTF-16 code units. */
export function isText(value: unknown, least: number, most: number): value is string {
  return typeof value === "string" && value.length >= least && value.length <= most;
}

/** Whether a value is a time: whole milliseconds since the epoch. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a value is one of `known`. */
export function isAmong<const Known extends string>(known: readonly Known[], value: unknown): value is Known {
  return known.some((each) => each === value);
}

/** `null` of `null`, else what `read` makes of the value: `undefined` where it is malformed. */
export function nullOr<Value>(
  value: unknown,
  read: (value: unknown) => Value | undefined,
): Value | null | undefined {
  return value === null ? null : read(value);
}
