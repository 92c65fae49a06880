import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { logUnhandledRejections } from "./unhandled-rejections.ts";

it("logs each failure nobody waited for once, with a reference of its own", () => {
  const written: string[] = [];
  const process = new EventEmitter();
  logUnhandledRejections(process, createLogger("info", { write: (line: string) => void written.push(line) }));
  process.emit("unhandledRejection", new TypeError("Invalid URL"));
  process.emit("unhandledRejection", "a word");
  const [first, second] = written.map((line) => JSON.parse(line));
  expect(written).toHaveLength(2);
  expect(first).toMatchObject({ err: { name: "TypeError", message: "Invalid URL" } });
  expect(first.reference).toMatch(/^[0-9a-f-]{36}$/);
  expect(second.reference).not.toBe(first.reference);
});
