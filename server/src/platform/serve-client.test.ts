import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serveClient } from "./serve-client.ts";

let folder: string;
let server: Server;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ensemble-client-"));
  const client = join(folder, ".local/src/client");
  const models = join(folder, ".cache/models");
  await mkdir(join(client, "assets"), { recursive: true });
  await mkdir(models, { recursive: true });
  await writeFile(join(client, "index.html"), "the page");
  await writeFile(join(client, ".made-from"), "the hash");
  await writeFile(join(client, "assets/main.js"), "the script");
  await writeFile(join(models, "pose.task"), "the model");
  const app = express();
  serveClient(app, { client, models });
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

it.each([
  ["/", "the page"],
  ["/session/some-session", "the page"],
  ["/assets/main.js", "the script"],
  ["/models/pose.task", "the model"],
])("serves %s from a clone below a hidden folder", async (path, text) => {
  const response = await fetch(url + path);
  expect([response.status, await response.text()]).toEqual([200, text]);
});

it("keeps hidden files of the client to itself", async () => {
  expect(await (await fetch(`${url}/.made-from`)).text()).toBe("the page");
});
