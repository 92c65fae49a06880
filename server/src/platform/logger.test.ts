import { expect, it } from "vitest";
import { createLogger } from "./logger.ts";

function lines() {
  const written: string[] = [];
  const logger = createLogger("info", { write: (line: string) => void written.push(line) });
  return { logger, written };
}

it("tells of an error its kind, words and place, and of its cause too", () => {
  const { logger, written } = lines();
  const cause = Object.assign(new TypeError("not a set"), { code: "E_SET" });
  logger.error({ err: new Error("a handler failed", { cause }) }, "failed");
  const { err } = JSON.parse(written[0] ?? "");
  expect(err).toMatchObject({ name: "Error", message: "a handler failed" });
  expect(err.cause).toMatchObject({ name: "TypeError", message: "not a set", code: "E_SET" });
  expect(err.cause.stack).toContain("logger.test.ts");
});

it.each(["err", "detail"])("keeps out what a message or a row put into an error, as %s", (key) => {
  const { logger, written } = lines();
  const payload = { command: { name: "reportPain", level: 7 }, place: "Elm Street 4" };
  const cause = Object.assign(new Error("inner"), { detail: "Key (contact)=(0171 555)" });
  logger.error({ [key]: Object.assign(new Error("outer", { cause }), { payload, client: { auth: "Ana" } }) }, "failed");
  expect(written).toHaveLength(1);
  expect(written.join("")).toContain("outer");
  expect(written.join("")).not.toMatch(/Elm Street|reportPain|0171|Ana/);
});

it("keeps out what the JSON parser quotes of a text that it cannot read", () => {
  const { logger, written } = lines();
  for (const text of ['{"place": Elm Street 4}', "Elm"]) {
    try {
      JSON.parse(text);
    } catch (error) {
      logger.error({ err: error }, "failed");
    }
  }
  expect(written.map((line) => JSON.parse(line).err.message)).toEqual(["not valid JSON", "not valid JSON"]);
  expect(written.join("")).toContain("logger.test.ts");
  expect(written.join("")).not.toContain("Elm");
});
