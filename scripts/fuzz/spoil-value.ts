// Makes a value that would be accepted nearly acceptable: one field, or a few, of another type, beyond a bound, missing, too many,
// huge, deep, or named like something every object has.
import fc, { type Arbitrary } from "fast-check";

export interface Edit {
  /** Which way down: each number chooses among what is there. */
  readonly way: readonly number[];
  readonly what: "replace" | "remove" | "add" | "rename" | "repeat";
  readonly name: string;
  readonly value: unknown;
}

/** Not `toJSON`: the packer on the way out would call it. */
const NAMES = ["__proto__", "constructor", "prototype", "then", "length", "extra", "name", "", "0", "\u0000"];
const TEXTS = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000bcdefghijk",
    "\ud800",
    "abcdefgh\udc00",
    "\ufeff",
    "\u202e",
    "é\u0301",
    "🦵🏽",
    "__proto__",
  ],
  ...["constructor", "1", "true", "null", "' OR 1=1 --", "../../../../etc/passwd", "%00", "<script>", "\r\nx: y"],
];
const NUMBERS = [
  ...[Number.NaN, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1, -1, 0.5, 11, 101, 127, 128, 255, 256],
  ...[32_767, 32_768, 65_535, 65_536, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324],
];

/** What stands where something else is expected. */
export const hostileValues: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS),
  fc.constantFrom<unknown>(...NUMBERS),
  fc.constantFrom<unknown>(null, undefined, true, false, [], {}, [[]], [null]),
  fc.constantFrom(65, 257, 5_000, 60_000).map((length) => "x".repeat(length)),
  fc.constantFrom(5, 13, 100, 900).map(nest),
  fc.constantFrom(10, 300, 4_000).map((length) => new Array(length).fill(0)),
  fc.string({ unit: "binary", maxLength: 70 }),
  fc.double(),
);

export const edits: Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    way: fc.array(fc.nat(30), { maxLength: 4 }),
    what: fc.constantFrom("replace", "remove", "add", "rename", "repeat"),
    name: fc.constantFrom(...NAMES),
    value: hostileValues,
  }),
  { maxLength: 3 },
);

/** A copy of `value` with the edits made in it. */
export function spoil(value: unknown, changes: readonly Edit[]): unknown {
  return changes.reduce((before, change) => edit(before, change, 0), value);
}

export function spoiled(values: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.tuple(values, edits).map(([value, changes]) => spoil(value, changes));
}

function edit(value: unknown, change: Edit, depth: number): unknown {
  const step = change.way[depth];
  if (typeof value !== "object" || value === null || step === undefined) return editHere(value, change);
  const names = Object.keys(value);
  const name = names[step % Math.max(1, names.length)];
  if (name === undefined) return editHere(value, change);
  const isLast = depth === change.way.length - 1;
  if (isLast && change.what === "remove")
    return copyOf(
      value,
      names.filter((one) => one !== name),
    );
  const copy = copyOf(value, names) as Record<string, unknown>;
  if (isLast && change.what === "rename") {
    const moved = copyOf(
      value,
      names.filter((one) => one !== name),
    );
    setOwn(moved, change.name, copy[name]);
    return moved;
  }
  setOwn(copy, name, edit(copy[name], change, depth + 1));
  return copy;
}

function editHere(value: unknown, { what, name, value: other }: Edit): unknown {
  if (what === "repeat") return [value, value];
  if (what !== "add" || typeof value !== "object" || value === null) return other;
  const copy = copyOf(value, Object.keys(value));
  setOwn(copy, Array.isArray(copy) ? String(copy.length) : name, other);
  return copy;
}

function copyOf(value: object, names: readonly string[]): object {
  const copy: object = Array.isArray(value) ? [] : {};
  for (const name of names) setOwn(copy, name, (value as Record<string, unknown>)[name]);
  return copy;
}

/** A field of this name, also where the name means something to the language. */
function setOwn(object: object, name: string, value: unknown): void {
  if (Array.isArray(object) && name === "length") return;
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function nest(depth: number): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? { a: value } : [value];
  return value;
}
