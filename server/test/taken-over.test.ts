import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { type DeafLine, openDeafLine } from "./support/deaf-line.ts";
import { createSession } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 10_000, interval: 20 };
/** The first page was loaded hours before the second: its clock is far ahead. */
const OLD_PAGES_CLOCK_MS = 50_000_000;
const NEW_PAGES_CLOCK_MS = 1_000;
const FRAME_MS = 66;

let server: TestServer;
let line: DeafLine;
let oldPage: SimulatedParticipant;
let newPage: SimulatedParticipant;
const refused: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  line = await openDeafLine(server.url);
  const created = await createSession(server.url, 1);
  const { groupSessionId } = created;
  const inviteLink = created.patients[0]?.link ?? "";
  const onRefusal = (code: string) => refused.push(code);
  oldPage = await joinAsSimulated({ url: line.url, groupSessionId, inviteLink, source: "simulated" });
  await oldPage.link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
  oldPage.link.sendFrame(createPoseFrame(), "none", OLD_PAGES_CLOCK_MS);
  await vi.waitFor(() => expect(oldPage.link.unacknowledged()).toBe(0), PATIENCE);
  line.goDeaf();
  newPage = await joinAsSimulated({ url: server.url, groupSessionId, inviteLink, source: "simulated", onRefusal });
  await vi.waitFor(() => expect(newPage.link.status()).toBe("connected"), PATIENCE);
});
afterAll(async () => {
  for (const one of [oldPage, newPage]) one?.link.close();
  await line?.close();
  await server?.close();
});

it("takes the frames of the newest page only, however long the old page's connection takes to close", async () => {
  const before = line.sentBytes();
  oldPage.link.sendFrame(createPoseFrame(), "none", OLD_PAGES_CLOCK_MS + FRAME_MS);
  await vi.waitFor(() => expect(line.sentBytes()).toBeGreaterThan(before), PATIENCE);
  // The old page's frame has reached the server by the time the server has answered a question asked after it.
  await newPage.link.command({ name: "reportEffort", level: 3 });
  for (let i = 0; i < 3; i++) newPage.link.sendFrame(createPoseFrame(), "none", NEW_PAGES_CLOCK_MS + FRAME_MS * i);
  await vi.waitFor(() => expect(newPage.link.unacknowledged()).toBe(0), PATIENCE);
  expect(refused).toEqual([]);
});

it("does not give the seat back to an older page whose line returns", async () => {
  // The old page hears nothing, joins over a new connection, and is told that it is not the newest.
  await vi.waitFor(() => expect(oldPage.link.status()).toBe("takenOver"), PATIENCE);
  expect(newPage.link.status()).toBe("connected");
});
