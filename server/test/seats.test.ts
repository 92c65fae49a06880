import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { MESSAGE_LIMITS_BYTES, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { createSession } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };

describe("seats in a session", () => {
  let server: TestServer;
  let created: DemonstrationAnswer;
  const joined: SimulatedParticipant[] = [];
  beforeAll(async () => {
    server = await startTestServer();
    created = await createSession(server.url, 3);
  });
  afterAll(async () => {
    for (const participant of joined) participant.link.close();
    await server?.close();
  });

  const signIn = async (link: string | undefined): Promise<string> => {
    const response = await fetch(new URL("/api/sign-in", server.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ link }),
    });
    return response.headers.get("set-cookie")?.split(";")[0] ?? "";
  };
  const askForSeat = (cookie: string) =>
    fetch(new URL("/matchmake/joinOrCreate/session", server.url), {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ groupSessionId: created.groupSessionId }),
    });
  const join = async (link: string | undefined) => {
    const participant = await joinAsSimulated({
      url: server.url,
      groupSessionId: created.groupSessionId,
      inviteLink: link ?? "",
      source: "none",
    });
    joined.push(participant);
    await expect.poll(participant.link.status, PATIENCE).toBe("connected");
    return participant;
  };

  it("are not used up by a member who asks for many and takes none", async () => {
    const cookie = await signIn(created.patients[0]?.link);
    const answers = await Promise.all(Array.from({ length: 60 }, () => askForSeat(cookie)));
    const statuses = answers.map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(40);
    await join(created.therapist.link);
    await join(created.patients[1]?.link);
  });

  it("are given up by a connection that never gets ready", { timeout: 60_000 }, async () => {
    const answer = await askForSeat(await signIn(created.patients[2]?.link));
    const { sessionId, roomId, processId } = (await answer.json()) as Record<string, string>;
    const address = `${server.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
    const socket = new WebSocket(address);
    const code = await new Promise<number>((resolve) => {
      // It hears that it has joined, and never says that it is ready.
      socket.onclose = (event) => resolve(event.code);
    });
    expect(code).toBe(CLOSE_CODES.tooSlow);
  });

  it("do not pass on a request for media that is too large", async () => {
    const participant = await join(created.patients[1]?.link);
    const request = { op: "offers", padding: "x".repeat(MESSAGE_LIMITS_BYTES.media) };
    expect(await participant.link.request(WIRE.media, request)).toMatchObject({ refused: "protocol/too_large" });
    expect(await participant.link.request(WIRE.media, { op: "offers" })).toHaveProperty("answer");
  });
});
