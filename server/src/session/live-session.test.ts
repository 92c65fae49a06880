import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type {
  CommandId,
  ExerciseId,
  GroupSessionId,
  ParticipantId,
  SetId,
} from "@ensemble/shared/session/identifiers.ts";
import { createJournalIndex } from "@ensemble/shared/session/journal-index.ts";
import { mayConsume } from "@ensemble/shared/session/may-consume.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import { WORD_WAITS_MS } from "@ensemble/shared/session/private-word-rules.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { describe, expect, it, vi } from "vitest";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { GroupSession } from "./group-session.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { createLiveSession } from "./live-session.ts";

const therapist = "t" as ParticipantId;
const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const groupSessionId = "class" as GroupSessionId;
const members = [
  { participantId: therapist, role: "therapist", mark: -1, simulated: false },
  { participantId: ana, role: "patient", mark: 0, simulated: false },
  { participantId: bruno, role: "patient", mark: 1, simulated: false },
] as const;

const SQUAT = { offer: { version: 1, sides: ["both"], defaultTarget: { repetitions: 10, side: "both" } } };

/** A session in which everybody is there and sees each other, on a journal whose database answers when `commit` says so. */
function openSession(happened: readonly SessionFact[] = []) {
  const facts: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members, pictureMode: "everybody" },
    ...members.map(({ participantId }): SessionFact => ({ kind: "participantJoined", participantId })),
    ...[ana, bruno].flatMap((participantId): SessionFact[] => [
      { kind: "agreementAccepted", participantId, version: AGREEMENT_VERSION },
      { kind: "pictureConsentChanged", participantId, given: true },
      { kind: "microphoneChanged", participantId, toGroup: true },
    ]),
    ...happened,
  ];
  const entries = facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 1_000, fact }));
  const uncommitted: (() => void)[] = [];
  const written: SessionFact[] = [];
  let away = false;
  let nowMs = 2_000;
  const whenBack: (() => void)[] = [];
  const writer: JournalWriter = {
    appendEntries: (appended, onCommitted) => {
      written.push(...appended.map(({ entry }) => entry.fact));
      uncommitted.push(onCommitted);
    },
    appendFrame: () => undefined,
    appendChunks: () => undefined,
    isProvisional: () => away,
    waitingCount: () => uncommitted.length,
    backlog: () => ({ oldestWaitingForMs: undefined, committedAgoMs: undefined, chunksWaiting: 0 }),
    isFull: () => false,
    whenDurable: () => (away ? new Promise((resolve) => whenBack.push(resolve)) : Promise.resolve()),
    flush: () => Promise.resolve(),
    close: () => undefined,
  };
  const alarm = vi.fn();
  const changed = vi.fn();
  const silent = () => undefined;
  const live = createLiveSession({
    groupSession: { groupSessionId, members } as unknown as GroupSession,
    epoch: 1,
    state: foldEntries(createSessionState(groupSessionId), entries),
    index: createJournalIndex(entries),
    writer,
    library: { find: () => SQUAT, tracked: [], all: [] } as unknown as ExerciseLibrary,
    patients: new Map(),
    whereabouts: new Map(),
    outputs: {
      changed,
      repetition: silent,
      measurement: silent,
      cue: silent,
      alarm,
      acknowledge: silent,
      refuse: silent,
      consentTakenBack: silent,
      lost: silent,
    },
    recordingOnRefusal: "leaveOut",
    metrics: { frame: silent },
    nowMs: () => nowMs,
    onLostLease: vi.fn(),
    onClose: () => Promise.resolve(),
  });
  let commands = 0;
  return {
    live,
    alarm,
    changed,
    written,
    pass: (ms: number) => {
      nowMs += ms;
    },
    goAway: () => {
      away = true;
    },
    commit: () => {
      for (const onCommitted of uncommitted.splice(0)) onCommitted();
    },
    comeBack: async () => {
      away = false;
      for (const resolve of whenBack.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
    command: (participantId: ParticipantId, command: SessionCommand) =>
      live.command(participantId, { commandId: `c${commands++}` as CommandId, command }),
  };
}
const sees = (session: ReturnType<typeof openSession>, source: "camera" | "microphone") =>
  mayConsume(bruno, ana, source, session.live.visible());

const started: SessionFact = {
  kind: "setStarted",
  setId: "set" as SetId,
  exerciseId: "squat" as ExerciseId,
  phase: "exercise",
  targets: {},
};

describe("a session whose database is away", () => {
  it.each<[string, ParticipantId, SessionCommand, "camera" | "microphone"]>([
    ["a patient's picture", ana, { name: "consentToPicture", given: false }, "camera"],
    ["a patient's sound", ana, { name: "openMicrophone", toGroup: false }, "microphone"],
    ["all pictures of patients", therapist, { name: "changePictureMode", mode: "therapistOnly" }, "camera"],
    ["a patient in pain", ana, { name: "stopForPain" }, "camera"],
  ])("takes %s from the others with the tap that asks for it", (_what, who, command, source) => {
    const session = openSession();
    session.goAway();
    expect(sees(session, source)).toBe(true);
    void session.command(who, command);
    expect(sees(session, source)).toBe(false);
  });

  it("pauses a set at once, and starts nothing before it can be kept", async () => {
    const session = openSession([started]);
    session.goAway();
    void session.command(therapist, { name: "pauseSet" });
    expect(session.live.visible().set?.running).toBe(false);
    void session.command(therapist, { name: "resumeSet" });
    void session.command(ana, { name: "consentToPicture", given: true });
    await Promise.resolve();
    expect(session.written).toEqual([{ kind: "setPaused", setId: "set" }]);
  });

  it("takes a patient from the leaderboard at once", () => {
    const session = openSession();
    session.goAway();
    void session.command(ana, { name: "chooseStanding", standing: "hidden" });
    void session.command(ana, { name: "shareStreak", shared: false });
    expect(session.live.visible().participants[ana]).toMatchObject({ standing: "hidden", streakShared: false });
  });
});

it("keeps what somebody's line carried, of nobody else and not after the end", () => {
  const session = openSession();
  const before = session.live.visible().sequence;
  session.live.recordStep(ana, "audioOnly", "line");
  session.live.recordStep("stranger" as ParticipantId, "audioOnly", "line");
  session.commit();
  expect(session.written).toEqual([
    { kind: "pictureStepChanged", participantId: ana, step: "audioOnly", cause: "line" },
  ]);
  expect(session.live.visible().sequence).toBe(before + 1);
  const ended = openSession([{ kind: "sessionEnded" }]);
  ended.live.recordStep(ana, "full", "line");
  expect(ended.written).toEqual([]);
});

describe("a person's last word", () => {
  it.each<[string, ParticipantId, SessionCommand, SessionCommand]>([
    ["about pictures", ana, { name: "consentToPicture", given: true }, { name: "consentToPicture", given: false }],
    ["about sound", ana, { name: "openMicrophone", toGroup: true }, { name: "openMicrophone", toGroup: false }],
    [
      "about who is seen",
      therapist,
      { name: "changePictureMode", mode: "everybody" },
      { name: "changePictureMode", mode: "therapistOnly" },
    ],
    ["about the leaderboard", ana, { name: "shareStreak", shared: true }, { name: "shareStreak", shared: false }],
  ])("%s holds when the database is back, also when it overtook another", async (_what, who, before, last) => {
    const session = openSession([
      { kind: "pictureConsentChanged", participantId: ana, given: false },
      { kind: "microphoneChanged", participantId: ana, toGroup: false },
      { kind: "pictureModeChanged", mode: "therapistOnly" },
      { kind: "streakSharingChosen", participantId: ana, shared: false },
    ]);
    const settled = session.live.visible();
    session.goAway();
    const first = session.command(who, before);
    const second = session.command(who, last);
    expect(await first).toMatchObject({ applied: false, code: "command/taken_back" });
    await session.comeBack();
    session.commit();
    expect(await second).toMatchObject({ applied: true });
    expect(session.live.visible()).toEqual(settled);
  });

  it("is the stop, not the agreements that still wait", async () => {
    const session = openSession([
      { kind: "painStopped", participantId: ana },
      { kind: "alarmTaken", participantId: ana, byId: therapist },
      { kind: "resumeAgreed", participantId: ana, by: "therapist" },
    ]);
    session.goAway();
    const agreed = session.command(ana, { name: "agreeResume" });
    const stopped = session.command(ana, { name: "stopForPain" });
    await session.comeBack();
    session.commit();
    expect((await agreed).applied).toBe(false);
    expect((await stopped).applied).toBe(true);
    expect(session.live.visible().participants[ana]?.stop).not.toBeNull();
  });

  it("is the pause, not the going on that still waits", async () => {
    const session = openSession([started, { kind: "setPaused", setId: "set" as SetId }]);
    session.goAway();
    void session.command(therapist, { name: "resumeSet" });
    const paused = session.command(therapist, { name: "pauseSet" });
    await session.comeBack();
    session.commit();
    expect((await paused).applied).toBe(true);
    expect(session.live.visible().set?.running).toBe(false);
  });
});

describe("the end of a session", () => {
  it("is told while the database is away, and is for the list of sessions only when it is kept", async () => {
    const session = openSession();
    const finished = session.command(therapist, { name: "finishSession" });
    await vi.waitFor(() => expect(session.written).toContainEqual({ kind: "sessionEnded" }));
    session.goAway();
    session.live.tellProvisionally();
    expect(session.live.visible().endedAtMs).toBe(2_000);
    expect(session.live.endKeptAtMs()).toBeUndefined();
    const changesBefore = session.changed.mock.calls.length;
    await session.comeBack();
    session.commit();
    await finished;
    expect(session.live.endKeptAtMs()).toBe(2_000);
    expect(session.changed.mock.calls.length).toBeGreaterThan(changesBefore);
  });

  it("is known of a session that is opened again", () => {
    expect(openSession([{ kind: "sessionEnded" }]).live.endKeptAtMs()).toBe(1_000);
  });
});

describe("a set that is started while the database is going away", () => {
  it("is not shown before it is kept, whatever else is; a stop is told at once all the same", async () => {
    const session = openSession([{ kind: "exerciseChosen", exerciseId: "squat" as ExerciseId, exerciseVersion: 1 }]);
    void session.command(ana, { name: "reportPain", level: 3 });
    void session.command(therapist, { name: "startSet" });
    await vi.waitFor(() => expect(session.written.map(({ kind }) => kind)).toEqual(["painReported", "setStarted"]));
    session.goAway();
    session.live.tellProvisionally();
    expect(session.live.visible()).toMatchObject({ set: null, participants: { [ana]: { pain: 3 } } });
    void session.command(ana, { name: "stopForPain" });
    expect(session.live.visible().participants[ana]?.stop).not.toBeNull();
  });

  it("is the same set when it is asked for again of another owner", async () => {
    const start = { commandId: "same" as CommandId, command: { name: "startSet" } } as const;
    const sets = [1, 2].map(async () => {
      const session = openSession([{ kind: "exerciseChosen", exerciseId: "squat" as ExerciseId, exerciseVersion: 1 }]);
      void session.live.command(therapist, start);
      await vi.waitFor(() => expect(session.written).toHaveLength(1));
      return session.written[0];
    });
    const [one, other] = await Promise.all(sets);
    expect(one).toEqual(other);
  });
});

describe("a session whose database is away for long", () => {
  it("lets nobody pile up commands, nor keeps a stop waiting for them", async () => {
    const session = openSession();
    session.goAway();
    const asked = Array.from({ length: 130 }, (_, turn) =>
      session.command(ana, { name: "reportPain", level: turn % 11 }),
    );
    const refused = await Promise.all(asked.slice(100));
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: "protocol/too_many" })));
    void session.command(ana, { name: "stopForPain" });
    expect(session.live.visible().participants[ana]?.stop).not.toBeNull();
    void session.command(bruno, { name: "reportPain", level: 3 });
    await session.comeBack();
    await vi.waitFor(() =>
      expect(session.written).toContainEqual({ kind: "painReported", participantId: bruno, level: 3 }),
    );
  });
});

describe("a session whose database is away for long, asked again and again for what is so already", () => {
  it("keeps no more than a hundred answers of one person waiting, and others are heard", async () => {
    const session = openSession([{ kind: "pictureConsentChanged", participantId: ana, given: false }]);
    session.goAway();
    // Something waits for the database: whatever rests on it is not said before it is kept.
    void session.command(bruno, { name: "stopForPain" });
    const asked = Array.from({ length: 130 }, () => session.command(ana, { name: "consentToPicture", given: false }));
    const refused = await Promise.all(asked.slice(100));
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: "protocol/too_many" })));
    void session.command(ana, { name: "stopForPain" });
    expect(session.live.visible().participants[ana]?.stop).not.toBeNull();
    await session.comeBack();
    session.commit();
    const answered = await Promise.all(asked.slice(0, 100));
    expect(answered).toEqual(answered.map(() => expect.objectContaining({ applied: true })));
    expect(await session.command(ana, { name: "consentToPicture", given: false })).toMatchObject({ applied: true });
  });
});

describe("a command that finds done what it asks for", () => {
  it("writes nothing, and is not done again when it is repeated after things have changed", async () => {
    const session = openSession();
    const share = { commandId: "same" as CommandId, command: { name: "shareStreak", shared: true } } as const;
    const answer = await session.live.command(ana, share);
    const unshared = session.command(ana, { name: "shareStreak", shared: false });
    session.commit();
    await unshared;
    expect(await session.live.command(ana, share)).toEqual(answer);
    expect(session.written).toEqual([{ kind: "streakSharingChosen", participantId: ana, shared: false }]);
  });
});

describe("what is told of a session", () => {
  it("ends as it was decided when a stop overtakes agreements that still wait for their commit", async () => {
    const session = openSession([
      { kind: "painStopped", participantId: ana },
      { kind: "alarmTaken", participantId: ana, byId: therapist },
    ]);
    const resumed = [
      session.command(ana, { name: "agreeResume" }),
      session.command(therapist, { name: "agreeResume", participantId: ana }),
    ];
    await vi.waitFor(() => expect(session.written).toHaveLength(2));
    const stoppedAgain = session.command(ana, { name: "stopForPain" });
    session.commit();
    await Promise.all([...resumed, stoppedAgain]);
    const { stop } = session.live.visible().participants[ana] ?? {};
    expect(stop).toMatchObject({ patientAgrees: false, therapistAgrees: false });
    expect(session.alarm).toHaveBeenCalledOnce();
  });
});

describe("a private word", () => {
  const word: SessionFact = { kind: "privateWordMoved", participantId: ana, byId: therapist };
  const ended = { kind: "privateWordMoved", participantId: null };
  const gone = (reason: "left" | "lost") => ({ kind: "participantLeft", participantId: therapist, reason });

  it("is over when its therapist leaves", () => {
    const session = openSession([word]);
    session.live.leave(therapist, "left");
    expect(session.written).toEqual([gone("left"), ended]);
  });

  it("waits a while for its therapist, whose line is broken, and then is over, once", () => {
    const session = openSession([word]);
    session.live.leave(therapist, "lost");
    session.pass(WORD_WAITS_MS - 1);
    session.live.endForsakenWord();
    expect(session.written).toEqual([gone("lost")]);
    session.pass(1);
    for (let look = 0; look < 3; look += 1) session.live.endForsakenWord();
    expect(session.written).toEqual([gone("lost"), ended]);
  });
});
