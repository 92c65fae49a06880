import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import type { TransportProgram } from "../../scripts/cluster/transport-program.ts";
import { ROUTES } from "../../scripts/fuzz/listed-routes.ts";
import { describeOverBothTransports, findTransport } from "./support/over-both-transports.ts";
import { openRawRequest, statusOf } from "./support/raw-request.ts";
import { afterHead, openRawSocket, SEAT_OF_NOBODY, untilAnsweredOrEnded } from "./support/raw-socket.ts";
import { testEnvironment } from "./support/test-server.ts";

const MATCHMAKER = "/matchmake/joinOrCreate/session";
/** Every route that takes a body. */
const POSTED = ROUTES.filter(({ method }) => method === "POST").map(({ path }) => path.replaceAll(/:\w+/g, "x"));
const MEGABYTE = 1_048_576;
const LARGE = randomBytes(8 * MEGABYTE);
/** What a dozen people who open the page need, and what comes back in a second. */
const REQUESTS = { burst: 900, perSecond: 60 };
const UWS_TRANSPORT = new URL("../src/rooms/uws-transport.ts", import.meta.url).href;
const run = promisify(execFile);
const uws = findTransport("uws");

describeOverBothTransports("the server's edge", ({ createServer }) => {
  let server: ServerProcess;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    const client = join(environment.env.ENSEMBLE_DATA_DIR ?? "", "client");
    await mkdir(join(client, "assets"), { recursive: true });
    await writeFile(join(client, "assets/large.wasm"), LARGE);
    server = await createServer({ ...environment.env, ENSEMBLE_CLIENT_DIR: client, TRUSTED_FRONTS: "1" });
    await server.start();
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await drop?.();
  });

  const isServing = async () => {
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  };
  const post = (target: string, body: string | ReadableStream) =>
    fetch(server.url + target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit).then(
      (response) => response.status,
      () => "cut off",
    );

  it.each([
    { status: 400, head: ["GET /__healthcheck HTTP/1.1", "Host: a b"] },
    { status: 400, head: ["GET /__healthcheck HTTP/1.1", "Host: name:secret@host"] },
    { status: 400, head: [`POST ${MATCHMAKER} HTTP/1.1`, "Host: a b", "Content-Length: 0"] },
    // Which of two hosts counts, and who reads the protocol, is the transport's business; nobody may suffer from it.
    { head: ["GET /__healthcheck HTTP/1.1", "Host: ok", "Host: a b"] },
    { head: ["GET /__healthcheck HTTP/1.1", "Host: ok", "X-Forwarded-Proto: a b"] },
    { head: ["OPTIONS / HTTP/1.1", "Host: ok", "X-Price: 5 €"] },
    { head: ["GET / HTTP/1.1", "Host: ok", "X-Price: 5 €"] },
    { head: [`POST *${MATCHMAKER} HTTP/1.1`, "Host: ok", "Content-Length: 0"] },
    { head: ["GET *:99999/ HTTP/1.1", "Host: ok", "Upgrade: websocket", "Sec-WebSocket-Version: 13"] },
  ])("goes on after a head the core cannot read: $head", async ({ status, head }) => {
    const answered = await statusOf(openRawRequest(server.url, [...head, "Connection: close", ""]));
    if (status !== undefined) expect(answered).toBe(status);
    await isServing();
  });

  it("shows its metrics to this machine, and not to whoever comes by a front", async () => {
    const here = await fetch(`${server.url}/metrics`);
    expect(here.headers.get("content-type")).toContain("version=0.0.4");
    expect(await here.text()).toContain("\nensemble_sessions_open ");
    const { status } = await fetch(`${server.url}/metrics`, { headers: { "x-forwarded-for": "192.0.2.7" } });
    expect(status).toBe(403);
  });

  it("listens on the address it was given and on no other", async () => {
    await isServing();
    await expect(fetch(`${server.url.replace("127.0.0.1", "127.0.0.2")}/healthz`)).rejects.toThrow();
  });

  it("goes on when somebody leaves in the middle of a request", async () => {
    for (const target of [MATCHMAKER, "/api/sign-in", "/nowhere"]) {
      const request = openRawRequest(server.url, [
        `POST ${target} HTTP/1.1`,
        "Host: ok",
        "Content-Length: 100",
        "",
        "{",
      ]);
      request.socket.end();
      await request.ended;
    }
    await isServing();
  });

  it.each(["/", "/nowhere", "/assets/large.wasm", "/api/sessions", "/healthz"])(
    "goes on when somebody leaves before the answer: %s",
    async (target) => {
      for (let i = 0; i < 10; i++) {
        const request = openRawRequest(server.url, [`GET ${target} HTTP/1.1`, "Host: ok", ""]);
        request.socket.end();
        await request.ended;
      }
      await isServing();
    },
  );

  it("refuses bodies that are too large, whether they say so or not, and holds none of them", async () => {
    const before = await server.peakMegabytes();
    const large = JSON.stringify({ x: "y".repeat(MEGABYTE) });
    for (const target of [MATCHMAKER, ...POSTED, "/nowhere"]) expect(await post(target, large), target).toBe(413);
    for (const target of [MATCHMAKER, "/api/sign-in", "/nowhere"]) {
      let sent = 0;
      const endless = new ReadableStream({
        pull: (controller) => {
          controller.enqueue(new Uint8Array(65_536));
          sent += 65_536;
          if (sent > 200 * MEGABYTE) controller.close();
        },
      });
      expect([413, 404, "cut off"], `${target}, endless`).toContain(await post(target, endless));
    }
    expect(await server.peakMegabytes()).toBeLessThan(before + 96);
    await isServing();
  });

  it("ends requests that are never finished", async () => {
    const head = openRawRequest(server.url, ["GET / HTTP/1.1", "Host: ok"]);
    const body = openRawRequest(server.url, [
      `POST ${MATCHMAKER} HTTP/1.1`,
      "Host: ok",
      "Content-Type: application/json",
      "Content-Length: 1000",
      "",
    ]);
    // Something always comes, so that neither is merely idle.
    const drip = setInterval(() => {
      if (head.socket.writable) head.socket.write("a: b\r\n");
      if (body.socket.writable) body.socket.write(" ");
    }, 200);
    try {
      await Promise.all([head.ended, body.ended]);
    } finally {
      clearInterval(drip);
    }
    await isServing();
  });

  it("bounds what one address asks, as far as the front that is trusted names it, and nobody else's", async () => {
    const ask = (address: string) => fetch(`${server.url}/livez`, { headers: { "x-forwarded-for": address } });
    const asked = await Promise.all(Array.from({ length: 1_200 }, () => ask("203.0.113.7")));
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(1_200 - 800);
    expect(await refused[0]?.json()).toEqual({ code: "protocol/too_many" });
    expect((await ask("203.0.113.8")).status).toBe(200);
  });

  it("bounds the WebSockets that one address holds open, and nobody else's", async () => {
    const open = (address: string) =>
      openRawSocket(server.url, SEAT_OF_NOBODY, ["Host: ok", `X-Forwarded-For: ${address}`]);
    // None of them answers the close, and so each is open for a while.
    const opened = Array.from({ length: 260 }, () => open("203.0.113.9"));
    const other = open("203.0.113.10");
    const ends = await Promise.all([...opened, other].map(untilAnsweredOrEnded));
    expect(ends.slice(0, 260).filter((end) => end === "refused").length).toBeGreaterThan(0);
    expect(ends.at(-1)).toBe("answered");
    for (const { socket } of [...opened, other]) socket.destroy();
  });

  const saidOverWebSocket = async (target: string, host: string): Promise<string> => {
    const request = openRawSocket(server.url, target, [`Host: ${host}`]);
    await untilAnsweredOrEnded(request);
    request.socket.destroy();
    return afterHead(await request.ended);
  };

  it("answers over a WebSocket that was opened properly", async () => {
    expect(await saidOverWebSocket(SEAT_OF_NOBODY, "ok")).toContain("seat reservation expired");
  });

  it.each([
    { target: SEAT_OF_NOBODY, host: "a b" },
    { target: SEAT_OF_NOBODY, host: "name:secret@host" },
    { target: "/matchmake/join/session?sessionId=nobody", host: "ok" },
    { target: "/", host: "ok" },
    { target: "/?sessionId=nobody", host: "ok" },
    { target: "/process/room", host: "ok" },
  ])("opens no WebSocket for a head it would not answer, or that leads to no seat: $target, $host", async (head) => {
    expect(await saidOverWebSocket(head.target, head.host)).toBe("");
    await isServing();
  });

  it("takes an upgrade for a request, so that opening and closing is not free", async () => {
    const address = "203.0.113.11";
    const upgrades = 600;
    const sinceMs = performance.now();
    for (let opened = 0; opened < upgrades; opened += 50) {
      const requests = Array.from({ length: 50 }, () =>
        openRawSocket(server.url, SEAT_OF_NOBODY, ["Host: ok", `X-Forwarded-For: ${address}`]),
      );
      await Promise.all(
        requests.map(async ({ socket, ended }) => {
          // With as many still closing as one address may have open, it is cut off.
          await Promise.race([once(socket, "data"), ended]);
          socket.destroy();
          await ended;
        }),
      );
    }
    const asked = await Promise.all(
      Array.from({ length: 1_000 }, () => fetch(`${server.url}/livez`, { headers: { "x-forwarded-for": address } })),
    );
    const served = asked.filter(({ status }) => status === 200).length;
    // On a slow machine more has come back meanwhile.
    const cameBack = (REQUESTS.perSecond * (performance.now() - sinceMs)) / 1_000;
    expect(served).toBeLessThanOrEqual(REQUESTS.burst - upgrades + cameBack + 1);
  });

  it("serves large files whole", async () => {
    const response = await fetch(`${server.url}/assets/large.wasm`);
    expect(response.headers.get("content-type")).toBe("application/wasm");
    expect(Buffer.from(await response.arrayBuffer()).equals(LARGE)).toBe(true);
  });
});

describe.skipIf("reason" in uws)(
  `the address of uWebSockets.js${"reason" in uws ? ` (skipped: ${uws.reason})` : ""}`,
  () => {
    it("is a free port when none is named, and one that is taken is told", async () => {
      const program = `
      const { UwsTransport } = await import(${JSON.stringify(UWS_TRANSPORT)});
      const [first, second] = [0, 0].map(() => new UwsTransport({}, {}, console.error));
      first.listen(0, "127.0.0.1", 0, () => console.log(first.port));
      second.listen(first.port, "127.0.0.1", 0, (error) => console.log(error?.message));
      process.exit();`;
      const { node, settings } = uws as TransportProgram;
      const [first, ...before] = node;
      const env = { ...process.env, ...settings };
      const { stdout } = await run(first, [...before, "--input-type=module", "--eval", program], { env });
      const [port, failure] = stdout.split("\n");
      expect(Number(port)).toBeGreaterThan(0);
      expect(failure).toBe(`127.0.0.1:${port} cannot be listened on.`);
    });
  },
);
