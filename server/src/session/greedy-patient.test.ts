// What one patient who asks without pause can make of a session's journal, and of what its process remembers.
import { MOST_COMMANDS } from "@ensemble/shared/session/entry-rules.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { CommandId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createJournalIndex } from "@ensemble/shared/session/journal-index.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { JournalEntry } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { GroupSession } from "./group-session.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { createLiveSession } from "./live-session.ts";

const therapist = "t" as ParticipantId;
const ana = "ana" as ParticipantId;
const groupSessionId = "class" as GroupSessionId;
const members = [
  { participantId: therapist, role: "therapist", mark: -1, simulated: false },
  { participantId: ana, role: "patient", mark: 0, simulated: false },
] as const;
const BEGAN_AT_MS = 1_000;

/** Each undoes the one before, or says something else than the time before. */
const GREEDY: readonly ((turn: number) => SessionCommand)[] = [
  (turn) => ({ name: "reportPain", level: turn % 11 }),
  () => ({ name: "consentToPicture", given: true }),
  () => ({ name: "consentToPicture", given: false }),
  () => ({ name: "agreeResume" }),
  () => ({ name: "stopForPain" }),
  (turn) => ({ name: "stateWhereabouts", place: `place ${turn}`, emergencyContact: "112" }),
  () => ({ name: "chooseStanding", standing: "name" }),
  () => ({ name: "chooseStanding", standing: "hidden" }),
  (turn) => ({ name: "reportEffort", level: turn % 11 }),
];

/** The session as its journal has it, on a database that takes everything at once. */
function openSession(journal: JournalEntry[], clock: { nowMs: number }) {
  const index = createJournalIndex(journal);
  const writer: JournalWriter = {
    appendEntries: (appended, onCommitted) => {
      journal.push(...appended.map(({ entry }) => entry));
      onCommitted();
    },
    appendFrame: () => undefined,
    appendChunks: () => undefined,
    isProvisional: () => false,
    waitingCount: () => 0,
    backlog: () => ({ oldestWaitingForMs: undefined, committedAgoMs: undefined, chunksWaiting: 0 }),
    isFull: () => false,
    whenDurable: () => Promise.resolve(),
    flush: () => Promise.resolve(),
    close: () => undefined,
  };
  const silent = () => undefined;
  const live = createLiveSession({
    groupSession: { groupSessionId, members } as unknown as GroupSession,
    epoch: 1,
    state: foldEntries(createSessionState(groupSessionId), journal),
    index,
    writer,
    library: { find: () => undefined, tracked: [], all: [] } as unknown as ExerciseLibrary,
    patients: new Map(),
    whereabouts: new Map(),
    outputs: {
      changed: silent,
      repetition: silent,
      measurement: silent,
      cue: silent,
      alarm: silent,
      acknowledge: silent,
      refuse: silent,
      consentTakenBack: silent,
      lost: silent,
    },
    recordingOnRefusal: "leaveOut",
    metrics: { frame: silent },
    nowMs: () => clock.nowMs,
    onLostLease: () => undefined,
    onClose: () => Promise.resolve(),
  });
  let commands = 0;
  const ask = (participantId: ParticipantId, command: SessionCommand) =>
    live.command(participantId, { commandId: `${journal.length} ${commands++}` as CommandId, command });
  return { ask, index };
}

it("an hour of a patient's commands stays within 5,010 entries, also with another owner, and who must be heard is", async () => {
  const opened = { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" } as const;
  const journal: JournalEntry[] = [{ sequence: 1, epoch: 1, atMs: BEGAN_AT_MS, fact: opened }];
  const clock = { nowMs: BEGAN_AT_MS };
  const first = openSession(journal, clock);
  const askFor = async (seconds: number) => {
    // As often as a seat may ask.
    for (let turn = 0; turn < 20 * seconds; turn++) {
      clock.nowMs += 50;
      await first.ask(ana, GREEDY[turn % GREEDY.length]!(turn));
    }
  };
  await askFor(60);
  // One more than a minute's pace and its burst; what is urgent undoes at most each of them.
  expect(journal.length).toBeLessThanOrEqual(2 * (60 + 60) + 2);
  await askFor(59 * 60);
  expect(journal.length).toBeLessThanOrEqual(5_010);
  expect(journal.length).toBeGreaterThanOrEqual(MOST_COMMANDS);
  expect(first.index.commands.size).toBeLessThanOrEqual(5_010);

  clock.nowMs += 3_600_000;
  const next = openSession(journal, clock);
  expect(await next.ask(ana, { name: "reportPain", level: 10 })).toMatchObject({ code: "protocol/too_many" });
  expect(await next.ask(ana, { name: "stopForPain" })).toMatchObject({ applied: true });
  expect(await next.ask(therapist, { name: "takeAlarm", participantId: ana })).toMatchObject({ applied: true });
  expect(await next.ask(therapist, { name: "finishSession" })).toMatchObject({ applied: true });
});

it("a patient's answers and a therapist's doses for a class are taken as fast as they come", async () => {
  const opened = { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" } as const;
  const session = openSession([{ sequence: 1, epoch: 1, atMs: BEGAN_AT_MS, fact: opened }], { nowMs: BEGAN_AT_MS });
  const phases = ["warmUp", "exercise", "coolDown"] as const;
  const answers = await Promise.all([
    ...Array.from({ length: 30 }, (_, turn) =>
      session.ask(therapist, { name: "startPhase", phase: phases[turn % phases.length]! }),
    ),
    ...GREEDY.map((command, turn) => session.ask(ana, command(turn))),
  ]);
  expect(answers.filter((answer) => !answer.applied && answer.code === "protocol/too_many")).toEqual([]);
});
