// A session's time does not follow the wall clock: one that is set back takes no frame, and no order from the journal.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { encodeFrame, packFrames } from "@ensemble/shared/protocol/pose-packet.ts";
import { PROTOCOL_VERSION } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { CommandId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ExerciseLibrary, loadExerciseLibrary } from "../src/movement/index.ts";
import { createLogger } from "../src/platform/logger.ts";
import { openDatabase } from "../src/platform/open-database.ts";
import {
  createGroupSessionStore,
  createHeldBackSessions,
  createJournalStore,
  createLeaseStore,
  createLeaseWatch,
  type LiveSession,
  openLiveSession,
} from "../src/session/index.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

const EXERCISES = fileURLToPath(new URL("../../assets/exercises", import.meta.url));
const HOUR_MS = 3_600_000;
const ana = "ana" as ParticipantId;
const clockId = "0b6f6ff4-93d5-4b7c-9a2b-1f1d9c1e6f2a";

describe("a session whose server's wall clock jumps by an hour", () => {
  let clinic: TestClinic;
  let groupSessionId: GroupSessionId;
  let opened: ReturnType<typeof openDatabase>;
  let library: ExerciseLibrary;
  let wallMs = Date.UTC(2026, 10, 24, 9);
  const refusals: string[] = [];
  const acknowledged: number[] = [];

  beforeAll(async () => {
    library = await loadExerciseLibrary(EXERCISES);
    clinic = await openTestClinic();
    opened = openDatabase({ url: clinic.databaseUrl, onIdleError: () => undefined });
  });
  afterAll(async () => {
    await opened?.close();
    await clinic?.close();
  });

  beforeEach(async () => {
    groupSessionId = await clinic.planSession();
  });

  const keys = { fields: randomBytes(32), poses: randomBytes(32) };
  const journal = () => createJournalStore(opened.pool, keys);
  const open = async (): Promise<LiveSession> => {
    const leases = createLeaseStore(opened.pool);
    const silent = () => undefined;
    const logger = createLogger("silent");
    const heldBack = createHeldBackSessions({ metrics: { sessionUnreadable: silent }, logger, monotonicMs: () => 0 });
    const live = await openLiveSession({
      groupSession: {
        groupSessionId,
        clinicId: clinic.id,
        title: "Class",
        startsAtMs: wallMs,
        endedAtMs: undefined,
        demonstration: false,
        members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
      },
      stores: {
        sessions: createGroupSessionStore(opened.prisma),
        journal: journal(),
        leases,
        leaseWatch: createLeaseWatch(leases, () => performance.now()),
      },
      heldBack,
      library,
      holder: "server",
      recordingOnRefusal: "leaveOut",
      metrics: { frame: silent, sessionOpened: silent, sessionLost: silent, sessionGivenUp: silent },
      outputs: {
        changed: silent,
        repetition: silent,
        measurement: silent,
        cue: silent,
        alarm: silent,
        acknowledge: (_participant, { through }) => acknowledged.push(through),
        refuse: (_participant, code) => refusals.push(code),
        consentTakenBack: silent,
        lost: silent,
      },
      logger,
      isCutOff: async () => false,
      nowMs: () => wallMs,
    });
    if (live === undefined) throw new Error("somebody else has the session");
    live.join(ana);
    live.hello(ana, { protocol: PROTOCOL_VERSION, clockId, source: "simulated" });
    return live;
  };
  const send = (live: LiveSession, first: number) => {
    const exercise = library.tracked.find(({ position }) => position === "standing");
    if (exercise === undefined) throw new Error("there is no standing exercise");
    const bodies = synthesizeRecording(exercise, { repetitions: 0 }).frames.slice(0, 3);
    const frames = bodies.map((body, index) => {
      const captureMs = 60_000 + 67 * (first + index);
      return encodeFrame(
        { sequence: first + index, captureMs, model: "none", earlierGone: index === 0 },
        { ...body, atMs: captureMs },
      );
    });
    live.receivePoses(ana, packFrames(frames));
    live.acknowledge();
  };

  it("counts nobody's time while nobody had it, whether the clock has jumped ahead or the server was away", async () => {
    const first = await open();
    const { epoch } = first;
    await vi.waitFor(() => expect(first.visible().participants[ana]?.present).toBe(true));
    // As long as its owner renewed the lease, and no longer: then it died.
    await opened.pool.query(
      "UPDATE session_lease SET holder = NULL, renewals = 120 WHERE group_session_id = $1 AND epoch = $2",
      [groupSessionId, epoch],
    );
    wallMs += HOUR_MS;
    const second = await open();
    expect(second.epoch).toBe(epoch + 1);
    await second.close();
    const entries = (await journal().readEntries(groupSessionId)).map(({ entry }) => entry);
    const left = entries.find((entry) => entry.fact.kind === "participantLeft" && entry.epoch === second.epoch);
    const began = entries.find((entry) => entry.epoch === epoch);
    // It may have renewed once more meanwhile.
    expect((left?.atMs ?? 0) - (began?.atMs ?? 0)).toBeOneOf([120_000, 121_000]);
  });

  it("takes every frame, before and after a restart, and keeps the journal in order", async () => {
    const first = await open();
    const command = { name: "acceptAgreement", version: AGREEMENT_VERSION } as const;
    await first.command(ana, { commandId: "c" as CommandId, command });
    send(first, 1);
    wallMs -= HOUR_MS;
    send(first, 4);
    await first.close();
    const second = await open();
    send(second, 7);
    await second.close();
    expect([refusals, acknowledged]).toEqual([[], [3, 6, 9]]);
    const times = (await journal().readEntries(groupSessionId)).map(({ entry }) => entry.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
