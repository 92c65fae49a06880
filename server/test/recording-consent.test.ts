// Whoever may be recorded is, and nobody a moment longer: on a real media worker into a real vault; what is in the files is read back and says
// when it was made.
import type { MediaChangedMessage } from "@ensemble/shared/protocol/media-messages.ts";
import { RECORDING_HEARS } from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordedNow } from "@ensemble/shared/protocol/session-view.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId, Role } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { readRecorded } from "../../media/test/read-recorded.ts";
import { createSessionMedia, type SessionMedia } from "../src/media/index.ts";
import { cameraParameters, microphoneParameters } from "./support/browser-media.ts";
import {
  type InventedNode,
  openInventedNode,
  type ReachedNode,
  reachOverChannel,
  stampOf,
} from "./support/invented-node.ts";
import { type OpenVault, openTestVault, readAll, type TestVault, THERAPIST } from "./support/vault.ts";
import { findEpoch } from "./support/vault-places.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const THEA = "tess" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const SOURCES = ["camera", "microphone"] as const;
const RUN = { kind: "recordingStarted", byId: THEA, onRefusal: "leaveOut" } as const;

describe.each(["in the server's process", "on a media node of its own"])("a session recorded %s", (where) => {
  const isElsewhere = where !== "in the server's process";
  /** A no may be on its way to the node for longer than things usually are. */
  const noTakesMs = isElsewhere ? 400 : 0;
  let vault: TestVault;
  let here: OpenVault;
  let node: InventedNode;
  let reached: ReachedNode;
  let session: GroupSessionId;
  let state: SessionState;
  let media: SessionMedia;
  let openedMs: number;
  const reports: string[] = [];
  const told = new Map<ParticipantId, MediaChangedMessage>();
  const kept = new Map<ParticipantId, RecordedNow>();

  beforeAll(async () => {
    vault = await openTestVault();
    here = await vault.open();
  });
  afterAll(() => vault?.close());

  beforeEach(async () => {
    session = await vault.clinic.planSession();
    await findEpoch(vault.clinic.pool, session);
    reports.length = 0;
    told.clear();
    kept.clear();
    node = await openInventedNode(inject("mediaWorker"), (what) => reports.push(what));
    reached = isElsewhere
      ? withSlowNo(await reachOverChannel(node, (what) => reports.push(what)))
      : { media: node, close: () => node.close() };
    openedMs = performance.now();
    state = createSessionState(session);
    media = openMedia();
    const member = (participantId: ParticipantId, role: Role, mark: number) => ({
      participantId,
      role,
      mark,
      simulated: false,
    });
    happen({
      kind: "sessionOpened",
      groupSessionId: session,
      members: [member(THEA, "therapist", -1), member(ANA, "patient", 0), member(BRUNO, "patient", 1)],
      pictureMode: "therapistOnly",
    });
    for (const participantId of [THEA, ANA, BRUNO]) happen({ kind: "participantJoined", participantId });
    for (const participantId of [ANA, BRUNO])
      happen({ kind: "agreementAccepted", participantId, version: AGREEMENT_VERSION });
  });
  afterEach(async () => {
    await media.close();
    await reached.close();
    expect(reports).toEqual([]);
  });

  function withSlowNo({ media, close }: ReachedNode): ReachedNode {
    const stopRecording: MediaNode["stopRecording"] = async (...given) => {
      await pass(noTakesMs);
      return media.stopRecording(...given);
    };
    return { media: { ...media, stopRecording }, close };
  }
  function openMedia(): SessionMedia {
    return createSessionMedia({
      node: reached.media,
      groupSessionId: session,
      state: () => state,
      epoch: () => 1,
      nowMs: () => performance.now(),
      schedule: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      tell: (participantId, message) => told.set(participantId, message),
      recording: {
        keeper: here.recordings,
        sessionNowMs: () => performance.now() - openedMs,
        recordedNow: (participantId, now) => kept.set(participantId, now),
        lostLease: () => void reports.push("the lease is lost"),
      },
      report: (what, detail) => reports.push(`${what} ${String(detail)}`),
    });
  }
  function happen(...facts: SessionFact[]): void {
    for (const fact of facts)
      state = foldEntry(state, { sequence: state.sequence + 1, epoch: 1, atMs: performance.now(), fact });
    media.sessionChanged();
  }
  const answer = (participantId: ParticipantId, given: boolean): SessionFact => ({
    kind: "recordingAnswered",
    participantId,
    by: participantId === THEA ? "therapist" : "patient",
    given,
    ...(given ? { audience: RECORDING_AUDIENCE } : {}),
  });
  const word = (participantId: ParticipantId | null): SessionFact => ({ kind: "privateWordMoved", participantId });

  async function send(participantId: ParticipantId): Promise<void> {
    await media.handle(participantId, { op: "capabilities" });
    const { id: transportId } = (await media.handle(participantId, {
      op: "openTransport",
      direction: "send",
    })) as never;
    for (const source of SOURCES) {
      const rtpParameters = source === "camera" ? cameraParameters() : microphoneParameters();
      await media.handle(participantId, { op: "produce", transportId, source, rtpParameters });
    }
  }
  const isTapped = (participantId: ParticipantId) =>
    SOURCES.map((source) => node.isRecorded({ groupSessionId: session, participantId }, source));
  const untilKept = (...ids: ParticipantId[]) =>
    vi.waitUntil(() => ids.every((one) => kept.get(one) === "both"), PATIENCE);
  const pass = (ms: number) => {
    const untilMs = performance.now() + ms;
    return vi.waitUntil(() => performance.now() >= untilMs, PATIENCE);
  };
  const list = () => here.recordings.list(session, THERAPIST);
  const untilEnded = () => vi.waitUntil(async () => (await list()).every(({ state }) => state === "whole"), PATIENCE);

  /** When what is in the files was made: of this person's camera or microphone, in the order of the files. */
  async function stampsOf(participantId: ParticipantId, source: MediaSource): Promise<number[][]> {
    const files = (await list())
      .filter((one) => one.participantId === participantId && one.source === source)
      .toSorted((one, other) => one.beginsAtMs - other.beginsAtMs);
    return Promise.all(
      files.map(async ({ recordingId }) => (await readRecorded(await readAll(here, recordingId), source)).map(stampOf)),
    );
  }

  it("has picture and sound of those who said yes, and nothing of one who said no or nothing", async () => {
    for (const one of [THEA, ANA, BRUNO]) await send(one);
    happen(RUN);
    expect([THEA, ANA, BRUNO].flatMap(isTapped)).not.toContain(true);
    happen(answer(ANA, true), answer(BRUNO, false));
    await untilKept(ANA);
    await pass(1_500);
    happen({ kind: "recordingStopped" });
    await untilEnded();
    expect((await list()).map(({ participantId, source }) => `${participantId} ${source}`).sort()).toEqual([
      "ana camera",
      "ana microphone",
    ]);
    for (const source of SOURCES) expect((await stampsOf(ANA, source))[0]?.length).toBeGreaterThan(20);
    expect(kept.get(ANA)).toBe("nothing");
  });

  it("counts as somebody who looks at the largest picture, and as one more who hears", async () => {
    await send(ANA);
    expect(told.get(ANA)).toMatchObject({ wantedSizes: 0, hearers: [] });
    happen(RUN, answer(ANA, true));
    expect(told.get(ANA)).toMatchObject({ wantedSizes: 3, hearers: [RECORDING_HEARS] });
    await untilKept(ANA);
    happen(answer(ANA, false));
    await vi.waitUntil(() => told.get(ANA)?.wantedSizes === 0 && told.get(ANA)?.hearers?.length === 0, PATIENCE);
  });

  it("ends for somebody who takes it back at that instant, and goes on for the others", async () => {
    for (const one of [ANA, BRUNO]) await send(one);
    happen(RUN, answer(ANA, true), answer(BRUNO, true));
    await untilKept(ANA, BRUNO);
    await pass(1_300);
    const saidNoAtMs = performance.now();
    happen(answer(ANA, false));
    await pass(1_300);
    happen({ kind: "recordingStopped" });
    await untilEnded();
    for (const source of SOURCES) {
      const [anas = [], ...more] = await stampsOf(ANA, source);
      expect(more).toEqual([]);
      expect(anas.length).toBeGreaterThan(20);
      expect(Math.max(...anas)).toBeLessThan(saidNoAtMs);
      // And not much less: what came before it is kept but for the piece under way.
      expect(Math.max(...anas)).toBeGreaterThan(saidNoAtMs - 1_200);
      expect(Math.max(...((await stampsOf(BRUNO, source))[0] ?? []))).toBeGreaterThan(saidNoAtMs + 1_000);
    }
  });

  it("has nothing of a private word, of neither of the two", async () => {
    for (const one of [THEA, ANA, BRUNO]) await send(one);
    happen(RUN, answer(THEA, true), answer(ANA, true), answer(BRUNO, true));
    await untilKept(THEA, ANA, BRUNO);
    await pass(700);
    const pressedMs = performance.now();
    happen(word(ANA));
    // Before that nobody's page sends a word of it.
    const isAlone = (one: ParticipantId) => told.get(one)?.hearers?.length === 0 && told.get(one)?.wantedSizes === 0;
    await vi.waitUntil(() => isAlone(ANA) && isAlone(THEA), PATIENCE);
    expect(told.get(BRUNO)?.hearers).toEqual([RECORDING_HEARS]);
    await pass(1_200);
    const endedMs = performance.now();
    happen(word(null));
    await untilKept(THEA, ANA);
    await pass(700);
    happen({ kind: "recordingStopped" });
    await untilEnded();
    for (const source of SOURCES) {
      for (const one of [THEA, ANA]) {
        const stamps = await stampsOf(one, source);
        expect(stamps).toHaveLength(2);
        expect(stamps.flat().filter((ms) => ms >= pressedMs && ms <= endedMs)).toEqual([]);
      }
      const [brunos = []] = await stampsOf(BRUNO, source);
      expect(brunos.some((ms) => ms > pressedMs && ms < endedMs)).toBe(true);
    }
  });

  it("places its files in the session's time by when things happened", async () => {
    await send(ANA);
    await pass(500);
    happen(RUN, answer(ANA, true));
    await untilKept(ANA);
    await pass(1_200);
    happen({ kind: "recordingStopped" });
    await untilEnded();
    for (const { source, beginsAtMs } of await list()) {
      const first = Math.min(...((await stampsOf(ANA, source))[0] ?? []));
      expect(Math.abs(beginsAtMs - (first - openedMs))).toBeLessThan(200);
    }
  });

  it("goes on in new files on the worker that comes after one that died, of which nothing kept is lost", async () => {
    await send(ANA);
    happen(RUN, answer(ANA, true));
    await untilKept(ANA);
    await pass(1_500);
    const killedMs = performance.now();
    node.killWorker();
    await vi.waitUntil(() => kept.get(ANA) === "nothing", PATIENCE);
    await send(ANA);
    await untilKept(ANA);
    await pass(1_200);
    await media.close();
    expect((await list()).map(({ state }) => state)).toEqual(["whole", "whole", "whole", "whole"]);
    for (const source of SOURCES) {
      const [before = [], after = []] = await stampsOf(ANA, source);
      expect(Math.max(...before)).toBeGreaterThan(killedMs - 2_000);
      expect(Math.min(...after)).toBeGreaterThan(killedMs);
    }
  });

  it("ends in the vault what an owner that is gone had open, before anything of its own begins", async () => {
    const others = await vault.open();
    const abandoned = await others.recordings.startKeeping(
      {
        groupSessionId: session,
        epoch: 1,
        participantId: ANA,
        source: "camera",
        contentType: "video/webm",
        beginsAtMs: 0,
      },
      THERAPIST,
      () => undefined,
    );
    await media.close();
    media = openMedia();
    await send(ANA);
    happen(RUN, answer(ANA, true));
    await untilKept(ANA);
    const states = new Map((await list()).map(({ recordingId, state }) => [recordingId, state]));
    expect(states.get(abandoned.recordingId)).toBe("cutOff");
    expect([...states.values()].sort()).toEqual(["cutOff", "running", "running"]);
  });

  it("keeps nothing when another process owns the session by now, and says so", async () => {
    await vault.clinic.pool.query("UPDATE session_lease SET epoch = 2 WHERE group_session_id = $1", [session]);
    await send(ANA);
    happen(RUN, answer(ANA, true));
    await vi.waitUntil(() => reports.includes("the lease is lost"), PATIENCE);
    expect(kept.get(ANA) ?? "nothing").toBe("nothing");
    expect(await list()).toEqual([]);
    await media.close();
    reports.length = 0;
  });

  it("leaves everybody's camera and line alone when the vault takes nothing, and begins when it does again", async () => {
    let isAway = true;
    const keeper = {
      ...here.recordings,
      startKeeping: (...given: Parameters<typeof here.recordings.startKeeping>) =>
        isAway ? Promise.reject(new Error("away")) : here.recordings.startKeeping(...given),
    };
    await media.close();
    const whole = here;
    here = { ...here, recordings: keeper };
    media = openMedia();
    here = whole;
    await send(ANA);
    happen(RUN, answer(ANA, true));
    await vi.waitUntil(() => reports.some((one) => one.startsWith("a recording cannot be kept")), PATIENCE);
    expect(kept.get(ANA) ?? "nothing").toBe("nothing");
    isAway = false;
    await untilKept(ANA);
    reports.length = 0;
  });
});
