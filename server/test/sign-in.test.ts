import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLink } from "../src/identity/link-token.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("signing in", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const signIn = (link: unknown, headers: Record<string, string> = {}) =>
    fetch(new URL("/api/sign-in", server.url), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ link }),
    });

  it("exchanges a personal link for a cookie that pages cannot read", async () => {
    const response = await signIn(server.app.inviteLink("demo-therapist"));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ personId: "demo-therapist", role: "therapist", name: "Thea Berger" });
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^ensemble=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43[12]\d\d$/);
    const me = await fetch(new URL("/api/me", server.url), { headers: { cookie: cookie.split(";")[0] ?? "" } });
    expect(await me.json()).toMatchObject({ personId: "demo-therapist" });
  });

  it("takes a cookie as it was given and in no other form", async () => {
    const cookie = (await signIn(server.app.inviteLink("demo-ana"))).headers.get("set-cookie")?.split(";")[0] ?? "";
    const status = async (sent: string) =>
      (await fetch(new URL("/api/me", server.url), { headers: { cookie: sent } })).status;
    expect(await status(cookie)).toBe(200);
    expect(await status(`${cookie}=`)).toBe(401);
    expect(await status(`${cookie}=more`)).toBe(401);
  });

  it("knows no session whose id no database can hold", async () => {
    const cookie = (await signIn(server.app.inviteLink("demo-ana"))).headers.get("set-cookie")?.split(";")[0] ?? "";
    const summary = await fetch(new URL("/api/sessions/%00/summary", server.url), { headers: { cookie } });
    expect(await summary.json()).toEqual({ code: "session/unknown" });
    const seat = await fetch(new URL("/matchmake/joinOrCreate/session", server.url), {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ groupSessionId: "a\u0000b" }),
    });
    expect(await seat.json()).toMatchObject({ error: "session/unknown" });
  });

  it("tells nobody where its files are", async () => {
    const answer = await fetch(new URL("/%", server.url));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ code: "protocol/malformed" });
    const missing = await fetch(new URL("/assets/nothing.js", server.url));
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ code: "protocol/malformed" });
  });

  it("ends a sign-in for good", async () => {
    const cookie = (await signIn(server.app.inviteLink("demo-ana"))).headers.get("set-cookie")?.split(";")[0] ?? "";
    const out = await fetch(new URL("/api/sign-out", server.url), { method: "POST", headers: { cookie } });
    expect(out.status).toBe(204);
    const me = await fetch(new URL("/api/me", server.url), { headers: { cookie } });
    expect(me.status).toBe(401);
  });

  it.each([
    ["a forged signature", () => `${server.app.inviteLink("demo-ana").slice(0, -3)}AAA`],
    ["another key's link", () => createLink(Buffer.alloc(32, 7), "demo-ana", Date.now() + 60_000)],
    ["somebody who does not exist", () => server.app.inviteLink("nobody")],
    ["no link at all", () => "x".repeat(40)],
  ])("refuses %s", async (_what, link) => {
    const response = await signIn(link());
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ code: "sign_in/link_invalid" });
  });

  it("refuses bodies that are no link, too large, or no JSON, each with its reason", async () => {
    expect(await (await signIn(17)).json()).toEqual({ code: "protocol/malformed" });
    expect(await (await signIn("x".repeat(20_000))).json()).toEqual({ code: "protocol/too_large" });
    const text = await fetch(new URL("/api/sign-in", server.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect(await text.json()).toEqual({ code: "protocol/malformed" });
  });

  it("refuses other sites", async () => {
    const response = await signIn(server.app.inviteLink("demo-ana"), { origin: "https://elsewhere.example" });
    expect(response.status).toBe(403);
  });

  it("answers nobody's questions without a sign-in", async () => {
    for (const path of ["/api/me", "/api/home", "/api/sessions", "/api/sessions/x/summary", "/api/exercises"]) {
      expect((await fetch(new URL(path, server.url))).status, path).toBe(401);
    }
  });

  it("sends every page with headers that keep it to itself", async () => {
    const { headers } = await fetch(new URL("/healthz", server.url));
    expect(headers.get("content-security-policy")).toContain("connect-src 'self' blob: data:");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("x-powered-by")).toBeNull();
  });
});
