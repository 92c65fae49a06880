// Everything a client can say in a session, by kind, made from the schemas with which the server reads it: what is added there is said too.
import { commandRequest } from "@ensemble/shared/protocol/room-messages.ts";
import fc from "fast-check";
import type { z } from "zod";
import { CLIENT_SCHEMAS } from "../../../scripts/fuzz/room-channels.ts";
import { valuesOf } from "../../../scripts/fuzz/schema-values.ts";

export interface ClientWord {
  /** For instance `command reportPain`, `media produce`, `framing`. */
  readonly kind: string;
  readonly type: keyof typeof CLIENT_SCHEMAS;
  /** Of a command without the request around it. */
  readonly value: unknown;
}

const OF_EACH = 2;
/** The field that tells the kinds of a message apart. */
const KIND_FIELDS = ["name", "op", "kind"];

/** `known`: what stands wherever a text may. */
export function clientWords(known: readonly string[]): readonly ClientWord[] {
  const types = Object.keys(CLIENT_SCHEMAS) as (keyof typeof CLIENT_SCHEMAS)[];
  return types.flatMap((type) =>
    variantsOf(type === "command" ? commandRequest.shape.command : CLIENT_SCHEMAS[type]).flatMap((schema) =>
      fc
        .sample(valuesOf(schema, known), { seed: 1, numRuns: OF_EACH })
        .map((value) => ({ kind: kindOf(type, value), type, value })),
    ),
  );
}

function variantsOf(schema: z.ZodType): readonly z.ZodType[] {
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod;
  return def.type === "union" ? def.options.flatMap((option) => variantsOf(option as z.ZodType)) : [schema];
}

function kindOf(type: string, value: unknown): string {
  const fields = value as Readonly<Record<string, unknown>>;
  const told = KIND_FIELDS.flatMap((name) => (typeof fields[name] === "string" ? [fields[name]] : []));
  return [type, ...told].join(" ");
}
