import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Logger } from "./logger.ts";
import { answerFailures } from "./register-routes.ts";

let server: Server;
let url: string;
let logged: number;
let suspected: unknown[];

beforeEach(async () => {
  logged = 0;
  suspected = [];
  const app = express();
  app.get("/:code", (request) => {
    throw Object.assign(new Error("failed in a file of ours"), { code: request.params.code });
  });
  answerFailures(app, { error: () => (logged += 1) } as unknown as Logger, (error) => suspected.push(error));
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it("takes a connection that cannot be read on for no failure of ours", async () => {
  const answer = await fetch(`${url}/HPE_CLOSED_CONNECTION`);
  expect([answer.status, await answer.json()]).toEqual([400, { code: "protocol/malformed" }]);
  expect(logged).toBe(0);
});

it("logs what failed, and tells nothing of it", async () => {
  const answer = await fetch(`${url}/EBUG`);
  expect([answer.status, await answer.json()]).toEqual([500, { code: "server/failed" }]);
  expect(logged).toBe(1);
});

it("says that nothing can be stored where the database refuses it, and lets it be asked", async () => {
  const answer = await fetch(`${url}/53100`);
  expect([answer.status, await answer.json()]).toEqual([503, { code: "server/refuses_writes" }]);
  expect(suspected).toMatchObject([{ code: "53100" }]);
});

it("answers an address that cannot be decoded like any other refusal", async () => {
  const answer = await fetch(`${url}/%`);
  expect([answer.status, await answer.json()]).toEqual([400, { code: "protocol/malformed" }]);
});
