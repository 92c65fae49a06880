import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeReason } from "./explain-failure.ts";
import { createLogger } from "./logger.ts";
import { placeOf, withoutInput } from "./without-input.ts";

const MARK = "qxmark";

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it does not fail");
}

const QUOTING: readonly (readonly [string, Error, string])[] = [
  ["the JSON parser", errorOf(() => JSON.parse(`${MARK} in the knee`)), "not valid JSON"],
  ["the JSON parser, over lines", errorOf(() => JSON.parse(`"\n${MARK}`)), errorOf(() => JSON.parse('"\n')).message],
  ["a schema", errorOf(() => z.strictObject({}).parse({ [MARK]: 7 })), "not of the expected shape"],
  [
    "PostgreSQL",
    Object.assign(new Error(`invalid input syntax for type integer: "${MARK}"`), { code: "22P02" }),
    "data exception 22P02",
  ],
  [
    "Prisma",
    Object.assign(new Error(`{ where: { name: "${MARK}" } }`), { name: "PrismaClientValidationError" }),
    "not a query of Prisma's",
  ],
];

describe("an error in which there is what was given to", () => {
  it.each(QUOTING)("%s is told without it, in one line as in full", (_who, error, words) => {
    expect(withoutInput(error)).toBe(words);
    expect(describeReason(error)).toBe(words);
    const lines: string[] = [];
    const logger = createLogger("info", { write: (line: string) => void lines.push(line) });
    logger.error({ err: error, reason: describeReason(error), where: placeOf(error) }, "failed");
    logger.error({ err: new Error("outer", { cause: error }) }, "failed");
    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain(MARK);
  });
});

it("leaves everything else its words", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  expect(describeReason(refused)).toBe("connect ECONNREFUSED 127.0.0.1:1");
  const full = Object.assign(new Error("could not extend file: No space left on device"), { code: "53100" });
  expect(describeReason(full)).toBe("could not extend file: No space left on device");
});

it("knows the place of an error whose words look like one", () => {
  const error = new Error(`first\n    at ${MARK}`);
  expect(placeOf(error)[0]).toContain("without-input.test.ts");
  expect(placeOf(error).join()).not.toContain(MARK);
  expect(placeOf("no error")).toEqual([]);
});
