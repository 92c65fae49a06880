import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRawRequest, statusOf } from "./support/raw-request.ts";
import { createSession } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

describe("trying out with simulated people", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const ask = (host: string, ...headers: readonly string[]) => {
    const body = JSON.stringify({ patients: 1 });
    const head = ["POST /api/demonstrations HTTP/1.1", `Host: ${host}`, ...headers, "Connection: close"];
    const form = ["Content-Type: application/json", `Content-Length: ${body.length}`, "", body];
    return statusOf(openRawRequest(server.url, [...head, ...form]));
  };

  it("is open to programs on this machine", async () => {
    expect(await ask("localhost:2567")).toBe(201);
  });

  it("is closed to who comes through a front, or by a name that only resolves to this machine", async () => {
    expect(await ask("localhost:2567", "X-Forwarded-For: 203.0.113.7")).toBe(403);
    expect(await ask("localhost:2567", "Forwarded: for=203.0.113.7")).toBe(403);
    expect(await ask("rebound.example.org:2567")).toBe(403);
  });

  it("gives links that lead to the session they were made for, and not into the demo session", async () => {
    const created: DemonstrationAnswer = await createSession(server.url, 1);
    const demoSession = await server.app.demonstration.ensureSession();
    for (const { link } of [created.therapist, ...created.patients]) {
      const signedIn = await fetch(new URL("/api/sign-in", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ link }),
      });
      const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
      const join = (groupSessionId: string) =>
        fetch(new URL("/matchmake/joinOrCreate/session", server.url), {
          method: "POST",
          headers: { "content-type": "application/json", cookie },
          body: JSON.stringify({ groupSessionId }),
        }).then((response) => response.json());
      expect(await join(created.groupSessionId)).toHaveProperty("sessionId");
      expect(await join(demoSession)).toMatchObject({ error: "session/not_a_member" });
    }
  });
});
