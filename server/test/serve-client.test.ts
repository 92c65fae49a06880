// The pages come from the same address as everything else, without a setting that says where they are.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const INDEX = join(import.meta.dirname, "../../client/dist/index.html");
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
}, 120_000);
afterAll(() => server?.close());

it.each(["/", "/sign-in", "/session/some-session"])("serves the built client at %s", async (path) => {
  const response = await fetch(new URL(path, server.url));
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(await readFile(INDEX, "utf8"));
});

it("serves the scripts a page names, and nothing in place of one that is gone", async () => {
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await readFile(INDEX, "utf8"))?.[1];
  expect((await fetch(new URL(script ?? "/none", server.url))).headers.get("content-type")).toContain("javascript");
  expect((await fetch(new URL("/assets/gone.js", server.url))).status).toBe(404);
});
