// What the terminal says after a start is all that somebody new to Ensemble has.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEMO_OPERATOR, DEMO_PATIENTS, DEMO_THERAPIST } from "../src/demo/index.ts";
import { testEnvironment } from "./support/test-server.ts";

const MAIN = join(import.meta.dirname, "../src/main.ts");
const PATIENCE = { timeout: 60_000, interval: 20 };
const LINK = /^ {2}(therapist|patient|operator) +(.+?) +(https?:\/\/[^/]+)\/sign-in#(\S+)$/gm;

let environment: Awaited<ReturnType<typeof testEnvironment>>;
let child: ChildProcess;
let said: string;

beforeEach(async () => {
  environment = await testEnvironment();
});
afterEach(async () => {
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
  await environment.drop();
});

async function start(...args: readonly string[]) {
  child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...environment.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  said = "";
  child.stdout?.on("data", (text: Buffer) => {
    said += text.toString();
  });
  await vi.waitFor(() => expect(said).toContain("Ctrl-C ends everything"), PATIENCE);
  return [...said.matchAll(LINK)].map(([, role, name, origin, link]) => ({ role, name, origin: origin ?? "", link }));
}

describe("the links that are printed", () => {
  it("sign in one therapist, six patients and one operator, each as the person beside the link", async () => {
    const links = await start();
    expect(links.map(({ role }) => role)).toEqual([
      "therapist",
      ...Array.from({ length: 6 }, () => "patient"),
      "operator",
    ]);
    for (const { role, name, origin, link } of links) {
      const response = await fetch(`${origin}/api/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ link }),
      });
      expect(await response.json()).toMatchObject({ role, name });
    }
  });

  it("of a start with --lan lead to this machine over TLS, with a certificate that is told to be self-made", async () => {
    const links = await start("--lan");
    expect(said).toContain("every browser will warn once");
    expect(links.map(({ name }) => name)).toEqual(
      [DEMO_THERAPIST, ...DEMO_PATIENTS, DEMO_OPERATOR].map(({ name }) => name),
    );
    const ca = await readFile(join(environment.env.ENSEMBLE_DATA_DIR ?? "", "lan/certificate.pem"));
    for (const origin of new Set(links.map((link) => link.origin))) {
      const asked = request(`${origin}/healthz`, { ca }).end();
      const [answer] = await once(asked, "response");
      answer.resume();
      expect([new URL(origin).protocol, answer.statusCode]).toEqual(["https:", 200]);
    }
  });
});
