import { expect, it } from "vitest";
import { findWriteRefusal } from "./refused-writes.ts";

const failed = (code: string) => Object.assign(new Error("refused"), { code });

it.each([
  ["25006", "read_only"],
  ["53100", "no_room"],
])("knows by PostgreSQL's code %s that nothing is taken: %s", (code, refusal) => {
  expect(findWriteRefusal(failed(code))).toBe(refusal);
});

it("finds it inside of what wraps it", () => {
  const adapter = Object.assign(new Error("refused"), {
    cause: { kind: "postgres", code: "x", originalCode: "53100" },
  });
  const prisma = Object.assign(new Error("refused"), { code: "P2010", meta: { driverAdapterError: adapter } });
  expect(findWriteRefusal(new Error("around", { cause: prisma }))).toBe("no_room");
});

it("is none where another thing is the reason, or nothing is known", () => {
  for (const error of [
    failed("23505"),
    failed("53400"),
    failed("58030"),
    failed("ECONNREFUSED"),
    failed("toString"),
    new Error("x"),
    "25006",
    null,
  ])
    expect(findWriteRefusal(error)).toBeUndefined();
  const circle: { cause?: unknown } = {};
  circle.cause = circle;
  expect(findWriteRefusal(circle)).toBeUndefined();
});
