import { expect, it } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { createCoreLogger } from "./core-logger.ts";

function listen() {
  const written: string[] = [];
  const clock = { nowMs: 0 };
  const logger = createLogger("info", { write: (line: string) => void written.push(line) });
  return { core: createCoreLogger(logger, () => clock.nowMs), written, clock };
}
/** As the core hands over a message it cannot decode: a stack, which quotes what was read so far. */
const STACK = `Error: Data read, but end of buffer not reached {"place":"Elm Street 4"}
    at checkedRead (node_modules/msgpackr/unpack.js:1:1)
    at RoomMessages.onData (node_modules/@colyseus/core/build/RoomMessages.mjs:2:2)`;

it("says what kind of error it was and where, not what was sent", () => {
  const { core, written } = listen();
  core.error(STACK);
  const line = JSON.parse(written[0] ?? "");
  expect(line).toMatchObject({ kind: "Error", times: 1 });
  expect(line.where).toHaveLength(2);
  expect(line.where[1]).toContain("RoomMessages.onData");
  expect(written.join("")).not.toContain("Elm Street");
});

it("says nothing of a text that is no stack but that it came", () => {
  const { core, written } = listen();
  core.error("room session, couldn't decode message: pain 7");
  expect(JSON.parse(written[0] ?? "")).toMatchObject({ kind: "error", where: [] });
  expect(written.join("")).not.toContain("pain");
});

it.each(["warn", "info"] as const)("leaves out what the core quotes where it says %s", (level) => {
  const { core, written } = listen();
  core[level](`room "Elm Street 4" has been disposed, "pain" and 'more'.\nDid you mean Elm Street?`);
  core[level](STACK);
  expect(written.map((line) => JSON.parse(line).msg)).toEqual(["room ….", "the room server's core reports Error"]);
  expect(written.join("")).not.toMatch(/Elm Street|pain/);
});

it("does not let a client fill the log, and counts what it left out", () => {
  const { core, written, clock } = listen();
  for (let i = 0; i < 1_000; i++) core.error(STACK);
  const before = written.length;
  expect(before).toBeLessThanOrEqual(10);
  clock.nowMs += 60_000;
  core.error(STACK);
  const said = written.map((line) => JSON.parse(line).times as number);
  expect(said).toHaveLength(before + 1);
  expect(said.reduce((sum, times) => sum + times, 0)).toBe(1_001);
});
