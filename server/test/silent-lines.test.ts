// Connections over which nothing is asked cost as well. One address holds a bounded number of them, everybody else is served meanwhile, and
// it is served itself again when they are gone.
import { once } from "node:events";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };
const OPENED = 900;
const SILENT_AT_MOST = 500;
/** More than a class and its pages have. */
const SILENT_AT_LEAST = 200;
const NEIGHBOUR = "127.0.0.1";
/** One of this machine's own that is not loopback, which nobody bounds. */
const HOLDER = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === "IPv4" && !address.internal)?.address;
const without = HOLDER === undefined ? " (skipped: this machine has no address but its own)" : "";

describeOverBothTransports("silent connections", ({ createServer }) => {
  let server: ServerProcess;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServer(environment.env);
    await server.start();
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await drop?.();
  });

  const openFrom = async (localAddress: string | undefined): Promise<Socket> => {
    const { hostname, port } = new URL(server.url);
    const from = localAddress === undefined ? {} : { localAddress };
    const socket = connect({ host: hostname, port: Number(port), ...from });
    // One that is refused is reset.
    socket.on("error", () => socket.destroy());
    socket.resume();
    await Promise.race([once(socket, "connect"), once(socket, "close")]);
    return socket;
  };
  const asks = (localAddress: string | undefined) =>
    new Promise<number | undefined>((resolve) => {
      const asking = request(`${server.url}/livez`, { localAddress, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.on("error", () => resolve(undefined));
      asking.end();
    });

  it.skipIf(HOLDER === undefined)(
    `are bounded for each address, and nobody else notices${without}`,
    { timeout: 120_000 },
    async () => {
      const opened: Socket[] = [];
      for (let i = 0; i < OPENED; i++) opened.push(await openFrom(HOLDER));
      const held = () => opened.filter((socket) => !socket.destroyed).length;
      await vi.waitFor(() => expect(held()).toBeLessThanOrEqual(SILENT_AT_MOST), PATIENCE);
      expect(held()).toBeGreaterThan(SILENT_AT_LEAST);
      expect(await asks(NEIGHBOUR)).toBe(200);
      for (const socket of opened) socket.destroy();
      await vi.waitFor(async () => expect(await asks(HOLDER)).toBe(200), PATIENCE);
    },
  );
});
