import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { isAlive } from "../testing/is-alive.ts";
import { runCommand } from "./run-command.mjs";

const MODULE = new URL("./run-command.mjs", import.meta.url).href;
/** Says its own process number and that of a program it started, and waits. */
const TWO_PROCESSES = 'sleep 1000 & echo "pids $$ $!"; wait';

const readPids = (text: string) => /pids (\d+) (\d+)/.exec(text)?.slice(1).map(Number);

describe("a program of a set-up step", () => {
  it("succeeds with status 0 and fails with any other, with what it said", async () => {
    expect(await runCommand("sh", ["-c", "echo done"])).toEqual({ ok: true, timedOut: false, output: "done\n" });
    expect(await runCommand("sh", ["-c", "echo broken >&2; exit 3"])).toMatchObject({ ok: false, output: "broken\n" });
  });

  it("that does not exist fails with its name", async () => {
    const { ok, output } = await runCommand("no-such-program", []);
    expect([ok, output]).toEqual([false, expect.stringContaining("no-such-program")]);
  });

  it("is ended after its time with all that it started", async () => {
    let pids: number[] | undefined;
    const result = await runCommand("sh", ["-c", TWO_PROCESSES], {
      timeoutMs: 5_000,
      onLine: (line) => {
        pids = readPids(line);
      },
    });
    expect([result.ok, result.timedOut]).toEqual([false, true]);
    expect(pids).toHaveLength(2);
    await vi.waitUntil(() => !pids?.some(isAlive), { timeout: 20_000 });
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "ends with all that it started when the set-up is ended by %s",
    async (signal) => {
      const code = `import { runCommand } from ${JSON.stringify(MODULE)};
        await runCommand("sh", ["-c", ${JSON.stringify(TWO_PROCESSES)}], { onLine: (line) => console.log(line) });`;
      const setup = spawn(process.execPath, ["--input-type=module", "-e", code], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [said] = (await once(setup.stdout, "data")) as [Buffer];
      const pids = readPids(said.toString());
      expect(pids?.map(isAlive)).toEqual([true, true]);
      setup.kill(signal);
      await once(setup, "exit");
      await vi.waitUntil(() => !pids?.some(isAlive), { timeout: 20_000 });
    },
  );
});
