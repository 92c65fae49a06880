import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { createAddressBudget } from "./address-budget.ts";
import { guardConnections, requestDeadlines } from "./guard-requests.ts";

const CADDY_KEEPS_MS = 120_000;

it("keeps an unused connection for longer than clients are told, and than fronts keep one", () => {
  for (const fronts of [0, 1]) {
    const { keepAliveTimeout, keepAliveTimeoutBuffer } = requestDeadlines(fronts);
    expect(keepAliveTimeout + keepAliveTimeoutBuffer).toBeGreaterThan(
      fronts > 0 ? CADDY_KEEPS_MS : keepAliveTimeout + 5_000,
    );
  }
});

it("tells clients five seconds", async () => {
  const server = createServer(requestDeadlines(1), (_request, response) => response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  server.close();
  expect(answer.toString()).toContain("Keep-Alive: timeout=5\r\n");
});

function connectFrom(server: EventEmitter, remoteAddress: string) {
  const socket = Object.assign(new EventEmitter(), { remoteAddress, destroyed: false, destroy: () => {} });
  socket.destroy = () => {
    socket.destroyed = true;
    socket.emit("close");
  };
  server.emit("connection", socket);
  return socket;
}

function guarded(fronts: number) {
  const server = new EventEmitter();
  guardConnections(server as never, { budget: createAddressBudget(() => 0), fronts });
  const open = (address: string, times: number) => Array.from({ length: times }, () => connectFrom(server, address));
  const left = (address: string, times: number) => open(address, times).filter(({ destroyed }) => !destroyed);
  return { left };
}

it("bounds the connections of one address over which nothing is asked, and takes new ones when those have ended", () => {
  const { left } = guarded(0);
  const held = left("2001:db8::1", 1_000);
  expect(held.length).toBeLessThan(1_000);
  expect(left("2001:db8::2", 1)).toEqual([]);
  expect(left("203.0.113.7", 400)).toHaveLength(400);
  for (const socket of held.slice(0, 10)) socket.destroy();
  expect(left("2001:db8::3", 20)).toHaveLength(10);
});

it("bounds the connections neither of a front nor of this machine", () => {
  expect(guarded(1).left("10.0.0.2", 2_000)).toHaveLength(2_000);
  expect(guarded(0).left("::ffff:127.0.0.1", 2_000)).toHaveLength(2_000);
});
