// The front of a real deployment, with its real program where that is installed, before stand-ins for the server's processes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findFreePort } from "../cluster/free-port.ts";
import { findProgram } from "../setup/find-program.mjs";

const CADDYFILE = join(import.meta.dirname, "../../deploy/Caddyfile");
/** The front asks every second who is ready. */
const LOOKS_AROUND = { timeout: 20_000 };
const caddy = findProgram(["caddy"], process.env.PATH);

interface StandIn {
  readonly server: Server;
  readonly address: string;
  ready: boolean;
}

/** Says its name and what it was asked for; whether it is ready at the path that fronts ask. */
async function startStandIn(name: string): Promise<StandIn> {
  const server = createServer((request, response) => {
    if (request.url === "/readyz") response.statusCode = standIn.ready ? 200 : 503;
    response.end(`${name} ${request.url}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const standIn: StandIn = { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}`, ready: true };
  return standIn;
}

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}

describe.skipIf(!caddy)("deploy/Caddyfile", () => {
  const undo: (() => unknown)[] = [];
  let front = "";
  let processes: StandIn[] = [];
  const ask = async (path: string) => {
    const response = await fetch(`${front}${path}`);
    return { status: response.status, text: await response.text() };
  };
  /** Of some who ask at once. */
  const whoAnswer = () => Promise.all(Array.from({ length: 6 }, async () => (await ask("/api/me")).text.split(" ")[0]));

  beforeAll(async () => {
    processes = await Promise.all(["first", "second", "third"].map(startStandIn));
    for (const { server } of processes) undo.push(() => close(server));
    const home = await mkdtemp(join(tmpdir(), "ensemble-front-"));
    undo.push(() => rm(home, { recursive: true }));
    front = `http://127.0.0.1:${await findFreePort()}`;
    const [first, second, third] = processes.map(({ address }) => address);
    const running = spawn(caddy as string, ["run", "--config", CADDYFILE, "--adapter", "caddyfile"], {
      env: {
        HOME: home,
        DOMAIN: front,
        SERVER_0: first,
        SERVER_1: second,
        SERVER_2: third,
        SERVERS: `${first} ${second} ${third}`,
      },
      stdio: "ignore",
    });
    const ended = once(running, "exit");
    undo.push(() => running.kill() && ended);
    await vi.waitFor(async () => expect((await ask("/")).status).toBe(200), LOOKS_AROUND);
  });
  afterAll(async () => {
    for (const one of undo.reverse()) await one();
  });

  it("carries what names a process to it, without the name", async () => {
    expect(await ask("/process-1/matchmake/x?y=1")).toEqual({ status: 200, text: "second /matchmake/x?y=1" });
  });

  it("asks only those that are ready, and with none any of them, which says itself why", async () => {
    for (const one of processes) one.ready = one === processes[2];
    await vi.waitFor(async () => expect(new Set(await whoAnswer())).toEqual(new Set(["third"])), LOOKS_AROUND);
    for (const one of processes) one.ready = false;
    await vi.waitFor(async () => expect(new Set(await whoAnswer()).size).toBeGreaterThan(1), LOOKS_AROUND);
    for (const one of processes) one.ready = true;
  });

  it("lets nobody else speak for a process that is gone", async () => {
    const [first] = processes as [StandIn];
    close(first.server);
    expect((await ask("/process-0/api/me")).status).toBe(502);
    expect((await ask("/api/me")).status).toBe(200);
  });
});
