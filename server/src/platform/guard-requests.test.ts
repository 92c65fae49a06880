import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { requestDeadlines } from "./guard-requests.ts";

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
