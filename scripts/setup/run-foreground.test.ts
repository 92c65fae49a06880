import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "../testing/is-alive.ts";

const MODULE = new URL("./run-foreground.mjs", import.meta.url).href;
/** Stands for the server: says its process number, and closes in good order when asked to. */
const SERVER = `
console.log("pid " + process.pid);
const timer = setInterval(() => {}, 1000);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => { console.log("got " + signal); clearInterval(timer); process.exitCode = 3; });`;

let starter: ChildProcess;
let output: string;

afterEach(() => {
  starter.kill("SIGKILL");
});

function startingCode(program: string, module = MODULE): string {
  return `import { runForeground } from ${JSON.stringify(module)};
process.exitCode = await runForeground(process.execPath, ["-e", ${JSON.stringify(program)}], {});`;
}

const start = (program: string) => run(startingCode(program));

function run(code: string): ChildProcess {
  return watch(spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "pipe" }));
}

function watch(child: ChildProcess): ChildProcess {
  starter = child;
  output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  return child;
}

const readPid = () => vi.waitUntil(() => Number(/pid (\d+)/.exec(output)?.[1]) || undefined, { timeout: 20_000 });

describe("a program in the foreground", () => {
  it("gives its exit status on", async () => {
    const [status] = await once(start("process.exit(7)"), "exit");
    expect(status).toBe(7);
  });

  it("runs from a clone in whatever folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "a b#c%20d?e-"));
    try {
      for (const name of ["run-foreground.mjs", "watch-npm.mjs", "end-with-parent.mjs"]) {
        await copyFile(new URL(name, MODULE), join(folder, name));
      }
      const code = startingCode("process.exit(7)", pathToFileURL(join(folder, "run-foreground.mjs")).href);
      const [status] = await once(run(code), "exit");
      expect(status).toBe(7);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("that is ended by a signal gives the status shells give", async () => {
    const [status] = await once(start("process.kill(process.pid, 'SIGKILL')"), "exit");
    expect(status).toBe(137);
  });

  it.skipIf(process.platform !== "linux")("leaves no core dump, however much its starter may dump", async () => {
    const program = `const { readFileSync } = require("node:fs");
const limit = () => /Max core file size +(\\w+) +(\\w+)/.exec(readFileSync("/proc/self/limits", "utf8")).slice(1).join(" ");
console.log("limits " + limit() + ".");`;
    // As much as the machine that tests allows.
    const shell = 'ulimit -c unlimited 2>/dev/null; exec "$0" --input-type=module -e "$1"';
    const child = watch(spawn("/bin/sh", ["-c", shell, process.execPath, startingCode(program)], { stdio: "pipe" }));
    await once(child, "close");
    expect(output).toContain("limits 0 0.");
  });

  it("gets a signal that comes twice, from the terminal and from npm, once, and may close in good order", async () => {
    const child = start(SERVER);
    await readPid();
    child.kill("SIGINT");
    child.kill("SIGINT");
    const [status] = await once(child, "exit");
    expect(status).toBe(3);
    expect(output.match(/got/g)).toHaveLength(1);
  });

  it("is asked to close when npm was killed, whose shell lives on", async () => {
    const code = startingCode(SERVER);
    const shell = `"$0" --input-type=module -e "$1"; exit $?`;
    const npm = `require("node:child_process").spawn("sh", ["-c", ${JSON.stringify(shell)}, process.execPath, ${JSON.stringify(code)}], { stdio: "inherit" });`;
    const child = watch(
      spawn(process.execPath, ["-e", npm], { env: { ...process.env, npm_lifecycle_event: "start" }, stdio: "pipe" }),
    );
    const pid = await readPid();
    child.kill("SIGKILL");
    await once(child, "close");
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
    expect(output).toContain("got SIGTERM");
  });

  it("is asked to close when what started it was killed", async () => {
    const child = start(SERVER);
    const pid = await readPid();
    child.kill("SIGKILL");
    await once(child, "close");
    await vi.waitUntil(() => !isAlive(pid), { timeout: 20_000 });
    expect(output).toContain("got SIGTERM");
  });
});
