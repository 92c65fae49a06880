import { demonstrationBody, signInBody } from "@ensemble/shared/protocol/http-messages.ts";
import { mediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import {
  commandRequest,
  deviceCheckMessage,
  framingMessage,
  helloRequest,
} from "@ensemble/shared/protocol/room-messages.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { valuesOf } from "./schema-values.ts";
import { edits, spoil } from "./spoil-value.ts";

const FINGERPRINT = Array.from({ length: 32 }, () => "A7").join(":");
const SCHEMAS: readonly (readonly [string, z.ZodType, readonly string[]])[] = [
  ["a command", commandRequest, ["squat"]],
  ["hello", helloRequest, []],
  ["framing", framingMessage, []],
  ["deviceCheck", deviceCheckMessage, []],
  ["a media request", mediaRequest, [FINGERPRINT]],
  ["signing in", signInBody, []],
  ["a demonstration", demonstrationBody, []],
];

describe("values made from schemas", () => {
  it.each(SCHEMAS)("are accepted: %s", (_what, schema, known) => {
    let accepted = 0;
    let made = 0;
    fc.assert(
      fc.property(valuesOf(schema, known), (value) => {
        made += 1;
        if (schema.safeParse(value).success) accepted += 1;
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(accepted / made).toBeGreaterThan(schema === mediaRequest ? 0.5 : 0.999);
  });

  it("use what means something to the server", () => {
    const seen = fc.sample(valuesOf(commandRequest, ["squat"]), { numRuns: 300, seed: 4 });
    expect(seen).toContainEqual(expect.objectContaining({ command: { name: "chooseExercise", exerciseId: "squat" } }));
  });
});

describe("a value that is spoiled", () => {
  it("is refused more often than not, and the value it was made from stays as it was", () => {
    let refused = 0;
    let changed = 0;
    fc.assert(
      fc.property(valuesOf(commandRequest), edits, (value, changes) => {
        const before = structuredClone(value);
        const after = spoil(value, changes);
        expect(value).toEqual(before);
        if (changes.length === 0) return;
        changed += 1;
        if (!commandRequest.safeParse(after).success) refused += 1;
      }),
      { numRuns: 300, seed: 4 },
    );
    expect(refused).toBeGreaterThan(changed / 2);
  });

  it("can have a field of its own with a name that every object has", () => {
    const edit = { way: [], what: "add", name: "__proto__", value: 1 } as const;
    expect(Object.keys(spoil({ a: 1 }, [edit]) as object)).toEqual(["a", "__proto__"]);
  });
});
