// An installation without a demo clinic gets its operators by a command, as somebody types it beside the running server.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import type { Said } from "./support/machine.ts";
import { testEnvironment } from "./support/test-server.ts";

const COMMAND = join(import.meta.dirname, "../src/identity/operator-link-command.ts");
const NAME = "Olga Petersen";

describe("the link of an operator", () => {
  let server: ServerProcess;
  let env: Record<string, string>;
  let drop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const made = await testEnvironment();
    drop = made.drop;
    env = { ...made.env, ENSEMBLE_DEMO: "0", PUBLIC_URL: "https://rehab.example.org/" };
    server = await createServerProcess(env);
    await server.start();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await drop?.();
  });

  const run = (...args: readonly string[]): Promise<Said> =>
    new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      });
    });
  const linkFor = async (name: string) => {
    const { status, stdout } = await run("--name", name);
    expect(status).toBe(0);
    const [, link = ""] = /^https:\/\/rehab\.example\.org\/sign-in#(\S+)\n$/.exec(stdout) ?? [];
    return signInByLink(server.url, link);
  };
  const statusOf = async (path: string, cookie: string) =>
    (await fetch(server.url + path, { headers: { cookie } })).status;

  it("signs in somebody who sees how the machines do, and nothing of those who use them", async () => {
    const { me, cookie } = await linkFor(NAME);
    expect(me).toMatchObject({ role: "operator", name: NAME });
    expect(await statusOf("/api/operator", cookie)).toBe(200);
    for (const path of ["/api/sessions", "/api/home", "/api/audit/people", "/api/library"])
      expect(await statusOf(path, cookie)).toBe(403);
  });

  it("is the same person's when it is asked for again, and another's by another name", async () => {
    const [first, again, other] = [await linkFor(NAME), await linkFor(` ${NAME} `), await linkFor("Otto Lind")];
    expect(again.me.personId).toBe(first.me.personId);
    expect(other.me.personId).not.toBe(first.me.personId);
  });

  it.each([[[]], [["--name", " "]], [["--name", "x".repeat(200)]], [["--role", "therapist"]]])(
    "is not printed for %j",
    async (args) => {
      const said = await run(...args);
      expect(said).toMatchObject({ status: 1, stdout: "" });
      expect(said.stderr).not.toBe("");
    },
  );
});
