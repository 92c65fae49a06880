// Values that a Zod schema accepts, made from the schema itself, so that a message that is added is tried without anybody's help.
import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";

type Schema = z.core.$ZodType;

const LONGEST_TEXT = 200;

/** What a schema demands of several fields together is left to chance. `known`: texts that mean something to the server (ids, exercises), used wherever the schema takes them. */
export function valuesOf(schema: Schema, known: readonly string[] = []): Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (part: Schema) => valuesOf(part, known);
  switch (def.type) {
    case "string":
      return texts(schema, known);
    case "number":
      return numbers(schema);
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constantFrom<unknown>(...def.values);
    case "enum":
      return fc.constantFrom<unknown>(...Object.values(def.entries));
    case "object":
      return objects(def.shape, known);
    case "array": {
      const { minimum: minLength = 0, maximum = 4 } = boundsOf(schema);
      return fc.array(inner(def.element), { minLength, maxLength: Math.max(minLength, Math.min(4, maximum)) });
    }
    case "tuple":
      return fc.tuple(...def.items.map(inner));
    case "record":
      return fc.dictionary(inner(def.keyType) as Arbitrary<string>, inner(def.valueType), { maxKeys: 4 });
    case "optional":
      return fc.option(inner(def.innerType), { nil: undefined });
    // Whoever leaves it out is given it.
    case "default":
      return fc.option(inner(def.innerType), { nil: undefined });
    case "nullable":
      return fc.option(inner(def.innerType), { nil: null });
    case "union":
      return fc.oneof(...def.options.map(inner));
    case "pipe":
      return inner(def.in);
    default:
      throw new Error(`no values are made yet of a schema of the type ${def.type}`);
  }
}

/** Fields that may be missing are; `undefined` is not the same over a wire. */
function objects(shape: Readonly<Record<string, Schema>>, known: readonly string[]): Arbitrary<object> {
  const fields = Object.entries(shape);
  const isOptional = ([, part]: (typeof fields)[number]) =>
    (part as z.core.$ZodTypes)._zod.def.type === "optional" || part._zod.optin === "optional";
  const requiredKeys = fields.filter((field) => !isOptional(field)).map(([name]) => name);
  const parts = fields.map(([name, part]) => {
    const { def } = (part as z.core.$ZodTypes)._zod;
    return [name, valuesOf(def.type === "optional" || def.type === "default" ? def.innerType : part, known)] as const;
  });
  return fc.record(Object.fromEntries(parts), { requiredKeys, noNullPrototype: true });
}

function texts(schema: Schema, known: readonly string[]): Arbitrary<unknown> {
  const { minimum = 0, maximum = LONGEST_TEXT, pattern } = boundsOf(schema);
  const isUuid = (schema._zod.def as { format?: string }).format === "uuid";
  const fitting = known.filter((text) => accepts(schema, text));
  const length = { minLength: minimum, maxLength: Math.min(maximum, minimum + LONGEST_TEXT) };
  const made = isUuid
    ? fc.uuid()
    : pattern !== undefined
      ? fc.stringMatching(new RegExp(pattern.source))
      : fc.oneof(fc.string(length), fc.string({ ...length, unit: "binary" }));
  const accepted = made.filter((value) => accepts(schema, value));
  return fitting.length === 0 ? accepted : fc.oneof({ arbitrary: fc.constantFrom(...fitting), weight: 3 }, accepted);
}

interface Bounds {
  minimum?: number;
  maximum?: number;
  pattern?: RegExp;
}

/** Of a length or a number, and the pattern of a text, as the schema's checks say. */
function boundsOf(schema: Schema): Bounds {
  const bounds: Bounds = {};
  const checks = ((schema._zod.def as { checks?: readonly z.core.$ZodCheck[] }).checks ??
    []) as readonly z.core.$ZodChecks[];
  for (const { _zod } of checks) {
    const { def } = _zod;
    if (def.check === "min_length") bounds.minimum = def.minimum;
    else if (def.check === "max_length") bounds.maximum = def.maximum;
    else if (def.check === "greater_than") bounds.minimum = Number(def.value);
    else if (def.check === "less_than") bounds.maximum = Number(def.value);
    else if (def.check === "string_format" && def.pattern !== undefined) bounds.pattern = def.pattern;
  }
  return bounds;
}

function numbers(schema: Schema): Arbitrary<unknown> {
  const { minimum = -1_000_000, maximum = 1_000_000 } = boundsOf(schema);
  return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

function accepts(schema: Schema, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success;
}
