import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findInspector, INSPECTABLE, measureHeapMegabytes } from "./measure-heap.ts";

/** Each line it reads makes it fill so many megabytes, and hold on to them where it says so. */
const PROGRAM = `
  const held = [];
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { megabytes, hold, kind } = JSON.parse(line);
    for (let i = 0; i < megabytes; i++) {
      const one = kind === "buffer" ? Buffer.alloc(1_048_576, 1) : Array.from({ length: 131_072 }, (_, n) => n + 0.5);
      if (hold) held.push(one);
    }
    console.log("done");
  });
`;
const MEGABYTES = 32;

let child: ChildProcess;
let said = "";
let done = 0;
beforeEach(async () => {
  said = "";
  done = 0;
  child = spawn(process.execPath, [INSPECTABLE, "--eval", PROGRAM]);
  child.stderr?.on("data", (text) => {
    said += text;
  });
  child.stdout?.on("data", () => {
    done += 1;
  });
  await vi.waitFor(() => findInspector(said), { timeout: 20_000 });
});
afterEach(() => {
  child.kill("SIGKILL");
});

const fill = async (hold: boolean, kind: "buffer" | "numbers") => {
  const before = done;
  child.stdin?.write(`${JSON.stringify({ megabytes: MEGABYTES, hold, kind })}\n`);
  await vi.waitFor(() => expect(done).toBe(before + 1), { timeout: 20_000 });
};

it.each(["buffer", "numbers"] as const)(
  "sees what a process holds on to, and nothing it has let go: %s",
  async (kind) => {
    const before = await measureHeapMegabytes(findInspector(said));
    await fill(false, kind);
    expect((await measureHeapMegabytes(findInspector(said))) - before).toBeLessThan(MEGABYTES / 4);
    await fill(true, kind);
    expect((await measureHeapMegabytes(findInspector(said))) - before).toBeGreaterThan(MEGABYTES * 0.9);
  },
);

it("says that a process which has no inspector has none", () => {
  expect(() => findInspector("something else")).toThrow("has not said where");
});
