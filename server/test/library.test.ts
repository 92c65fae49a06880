import type { Catalogue, CataloguePage } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRawRequest, statusOf } from "./support/raw-request.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("the library over HTTP", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const signIn = async (personId: string): Promise<string> => {
    const response = await fetch(new URL("/api/sign-in", server.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ link: server.app.inviteLink(personId) }),
    });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, server.url), { headers });

  it("is nobody's without a sign-in", async () => {
    expect((await ask("/api/library")).status).toBe(401);
    expect((await ask("/api/library/squat")).status).toBe(401);
  });

  it("lists every exercise with a picture, and sends it once", async () => {
    const cookie = await signIn("demo-therapist");
    const first = await ask("/api/library", { cookie, "accept-encoding": "gzip" });
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    const catalogue = (await first.json()) as Catalogue;
    expect(catalogue.find(({ id }) => id === "squat")).toMatchObject({ tracking: "camera", region: "knee" });
    // By hand: fetch itself would ask for it to be sent in any case.
    const again = openRawRequest(server.url, [
      "GET /api/library HTTP/1.1",
      "Host: 127.0.0.1",
      "Accept-Encoding: gzip",
      `Cookie: ${cookie}`,
      `If-None-Match: ${first.headers.get("etag")}`,
      "Connection: close",
      "",
    ]);
    expect(await statusOf(again)).toBe(304);
  });

  it.each(["/api/library", "/api/exercises"])(
    "sends %s packed, and plain to whoever cannot unpack it",
    async (path) => {
      const cookie = await signIn("demo-therapist");
      const packed = await ask(path, { cookie, "accept-encoding": "gzip" });
      const plain = await ask(path, { cookie, "accept-encoding": "identity" });
      expect(packed.headers.get("content-encoding")).toBe("gzip");
      expect(plain.headers.get("content-encoding")).toBeNull();
      expect(packed.headers.get("vary")).toContain("accept-encoding");
      expect(await packed.json()).toEqual(await plain.json());
    },
  );

  it("shows one exercise whole, to a patient too", async () => {
    const response = await ask("/api/library/squat", { cookie: await signIn("demo-ana") });
    expect(response.status).toBe(200);
    const page = (await response.json()) as CataloguePage;
    expect(page.exercise.steps.length).toBeGreaterThan(0);
    expect(page.contraindications.every(({ text, source }) => text.de !== "" && source.citation !== "")).toBe(true);
  });

  it("refuses an exercise that is not there", async () => {
    const response = await ask("/api/library/flying", { cookie: await signIn("demo-therapist") });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ code: "library/unknown_exercise" });
  });
});
