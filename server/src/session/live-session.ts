// A running session: the authority that takes commands and frames, decides, writes the journal, and says what became true.
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { type RefereeReading, readReferee } from "@ensemble/shared/movement/referee.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import {
  type CommandAnswer,
  type CommandRequest,
  type HelloAnswer,
  type HelloRequest,
  PROTOCOL_VERSION,
} from "@ensemble/shared/protocol/room-messages.ts";
import { decideCommand } from "@ensemble/shared/session/decide-command.ts";
import { passesAlways } from "@ensemble/shared/session/entry-rules.ts";
import { useClock } from "@ensemble/shared/session/frame-intake.ts";
import type { ClockId, CommandId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { JournalIndex } from "@ensemble/shared/session/journal-index.ts";
import type { PictureStep, StepCause } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { endForsaken, endWithTherapist } from "@ensemble/shared/session/private-word-rules.ts";
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import type { FrameMarks, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { type FoundConsent, followStandingConsent } from "@ensemble/shared/session/standing-consent.ts";
import { isUrgent } from "@ensemble/shared/session/urgent-rules.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import { type Budget, createSpending, spend } from "../platform/budget.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { JournalBacklog, Metrics } from "../platform/metrics.ts";
import { createPoseCompaction } from "./compact-poses.ts";
import { createEntryAllowance } from "./entry-allowance.ts";
import { createFrameReception } from "./frame-reception.ts";
import type { GroupSession } from "./group-session.ts";
import type { JournalWriter } from "./journal-writer.ts";
import type { PatientMovement } from "./patient-movement.ts";
import { createSessionLedger } from "./session-ledger.ts";
import type { SessionOutputs } from "./session-outputs.ts";
import { createSetReferees } from "./set-referees.ts";
import { createWaitingCommands } from "./waiting-commands.ts";

const FLUSH_AT_MOST_MS = 5_000;
/** Far above what a page has open while the database is away. */
const MOST_OPEN_EACH = 100;
/** Of pictures that are made to stand still: a key that is pressed again and again does not fill the journal. */
const HOLDS: Budget = { perSecond: 0.2, burst: 30 };

export interface Whereabouts {
  readonly place: string;
  readonly emergencyContact: string;
}

export interface LiveSession {
  readonly groupSession: GroupSession;
  readonly epoch: number;
  /** What may be told. */
  readonly visible: () => SessionState;
  /** Not all that is visible is durable. */
  readonly isProvisional: () => boolean;
  /** The session's own clock, which its entries bear: no wall clock that is set moves it. */
  readonly nowMs: () => number;
  /** When the session ended, once its end is durable: what is told of it before may be lost with this owner. */
  readonly endKeptAtMs: () => number | undefined;
  /** Facts and frames that are not durable yet. */
  readonly entriesWaiting: () => number;
  readonly backlog: () => JournalBacklog;
  /** Of all patients since it was opened here. */
  readonly framesTaken: () => number;
  readonly join: (participantId: ParticipantId) => void;
  readonly leave: (participantId: ParticipantId, reason: "left" | "lost") => void;
  /** A private word whose therapist does not come back is over; to be asked now and then. */
  readonly endForsakenWord: () => void;
  readonly hello: (participantId: ParticipantId, request: HelloRequest) => HelloAnswer;
  /** Resolves after the commit; a command that was applied before gets the same answer again. */
  readonly command: (participantId: ParticipantId, request: CommandRequest) => Promise<CommandAnswer>;
  /** What somebody's line carries from now on; how often it is said is bounded by whoever judges it. */
  readonly recordStep: (participantId: ParticipantId, step: PictureStep, cause: StepCause) => void;
  /** That this patient's picture stands still, or goes on; a hold that would be one too many for the journal is not noted. */
  readonly recordHold: (participantId: ParticipantId, held: boolean) => void;
  /** What standing consent to being recorded was found of somebody. What it takes away holds at once, as a no does. */
  readonly followConsent: (participantId: ParticipantId, found: FoundConsent) => void;
  /** One message of pose frames, as bytes. Refusals go to the outputs. */
  readonly receivePoses: (participantId: ParticipantId, message: Uint8Array) => void;
  readonly readingOf: (participantId: ParticipantId) => RefereeReading | undefined;
  /** The last body taken if it is new since the last call; its time is session time. */
  readonly takeFreshFrame: (participantId: ParticipantId) => PoseFrame | undefined;
  /** Tells every patient how far frames are committed. */
  readonly acknowledge: () => void;
  /** The database is away: tell what waits as provisional. */
  readonly tellProvisionally: () => void;
  /** Where the patient is and whom to call, as stated in this session. */
  readonly whereaboutsOf: (participantId: ParticipantId) => Whereabouts | undefined;
  /** Something this owner tried to write was refused, because the lease has another epoch by now. */
  readonly lostLease: () => void;
  readonly close: () => Promise<void>;
}

export interface LiveSessionParts {
  readonly groupSession: GroupSession;
  readonly epoch: number;
  readonly state: SessionState;
  readonly index: JournalIndex;
  readonly writer: JournalWriter;
  readonly library: ExerciseLibrary;
  readonly patients: ReadonlyMap<ParticipantId, PatientMovement>;
  readonly whereabouts: Map<ParticipantId, Whereabouts>;
  readonly outputs: SessionOutputs;
  readonly recordingOnRefusal: OnRefusal;
  readonly metrics: Pick<Metrics, "frame">;
  readonly nowMs: () => number;
  readonly onLostLease: () => void;
  readonly onClose: () => Promise<void>;
}

export function createLiveSession(parts: LiveSessionParts): LiveSession {
  const { groupSession, epoch, writer, library, patients, whereabouts, outputs, nowMs } = parts;
  const marks = (): FrameMarks =>
    Object.fromEntries([...patients].map(([participantId, { intake }]) => [participantId, intake.expected - 1]));
  const ledger = createSessionLedger({
    state: parts.state,
    index: parts.index,
    epoch,
    writer,
    nowMs,
    marks,
    changed: outputs.changed,
  });
  const referees = createSetReferees({ ledger, library, patients, outputs, epoch });
  const compaction = createPoseCompaction({ patients, writer, decided: ledger.decided });
  let framesTaken = 0;
  const countFrame: Metrics["frame"] = (outcome) => {
    if (outcome === "accepted") framesTaken += 1;
    parts.metrics.frame(outcome);
  };
  const sessionNowMs = () => Math.max(0, Math.round(nowMs() - ledger.decided().openedAtMs));
  const frames = createFrameReception({
    patients,
    epoch,
    outputs,
    metrics: { frame: countFrame },
    writer,
    compaction,
    decided: ledger.decided,
    sessionNowMs,
    record: (facts) => void ledger.record(facts),
    onMovement: referees.conclude,
  });
  const holds = createSpending(HOLDS, nowMs());
  /** Of whom the journal says that the picture stands still. */
  const notedHolds = new Set<ParticipantId>();
  const committing = new Map<CommandId, Promise<CommandAnswer>>();
  /** Of each person, commands that have no answer yet. */
  const openOf = new Map<ParticipantId, number>();
  const hasTooManyOpen = (participantId: ParticipantId): boolean => (openOf.get(participantId) ?? 0) > MOST_OPEN_EACH;

  const waiting = createWaitingCommands(writer.whenDurable);
  const allowance = createEntryAllowance(parts.index, nowMs);
  const refuse = (code: RefusalCode): CommandAnswer => ({ applied: false, code, epoch });

  /** Until everything decided so far is durable: shared, so that asking in vain makes no appends. */
  let resting: { readonly sequence: number; readonly durable: Promise<void> } | undefined;
  /** What is asked for is so already: said once everything it rests on is durable. */
  const settle = async (participantId: ParticipantId, commandId: CommandId): Promise<CommandAnswer> => {
    if (writer.waitingCount() > 0 && hasTooManyOpen(participantId)) return refuse("protocol/too_many");
    const sequence = ledger.settle(participantId, commandId);
    if (writer.waitingCount() > 0) {
      if (resting?.sequence !== sequence) resting = { sequence, durable: ledger.record([]) };
      await resting.durable;
    }
    return { applied: true, sequence, epoch };
  };

  const apply = async (participantId: ParticipantId, request: CommandRequest): Promise<CommandAnswer> => {
    const { command, commandId } = request;
    const asked = { actorId: participantId, command };
    const urgent = isUrgent(command);
    const tookBack = urgent && waiting.takeBack(asked);
    if (hasTooManyOpen(participantId) && !passesAlways(command, ledger.decided())) return refuse("protocol/too_many");
    if (!urgent && (await waiting.wait(asked)) === "takenBack") return refuse("command/taken_back");
    const decision = decideCommand(ledger.decided(), participantId, command, {
      offer: (exerciseId) => library.find(exerciseId)?.offer,
      // Of the command, so that a start which is asked for again of another owner is the same set.
      newSetId: commandId as string as SetId,
      nowMs: nowMs(),
      recordingOnRefusal: parts.recordingOnRefusal,
      stated: whereabouts.get(participantId),
    });
    if ("refusal" in decision) return tookBack ? settle(participantId, commandId) : refuse(decision.refusal);
    if (decision.facts.length === 0) return settle(participantId, commandId);
    if (!allowance.take(participantId, command, ledger.decided())) return refuse("protocol/too_many");
    if (has(decision.facts, "setFinished")) {
      // Before the end is written: no frame of a finished set stays behind in a batch.
      compaction.compact();
      referees.finish();
    }
    let text: string | undefined;
    if (command.name === "stateWhereabouts") {
      const stated = { place: command.place, emergencyContact: command.emergencyContact };
      whereabouts.set(participantId, stated);
      text = JSON.stringify(stated);
    }
    const sequence = ledger.decided().sequence + 1;
    const committed = ledger.record(decision.facts, { commandId, text, urgent }, (entry) => {
      if (entry.fact.kind === "painStopped") outputs.alarm({ epoch, participantId, alarm: "pain" });
      if (entry.fact.kind === "standingConsentTakenBack") outputs.consentTakenBack(entry.fact.consentId);
    });
    if (has(decision.facts, "setStarted")) referees.start();
    await committed;
    return { applied: true, sequence, epoch };
  };

  return {
    groupSession,
    epoch,
    visible: ledger.visible,
    isProvisional: ledger.isProvisional,
    nowMs,
    endKeptAtMs: ledger.endKeptAtMs,
    entriesWaiting: writer.waitingCount,
    backlog: writer.backlog,
    framesTaken: () => framesTaken,
    join: (participantId) => {
      if (ledger.decided().participants[participantId]?.present !== false) return;
      void ledger.record([{ kind: "participantJoined", participantId }]);
    },
    leave: (participantId, reason) => {
      if (!ledger.decided().participants[participantId]?.present) return;
      const left = { kind: "participantLeft", participantId, reason } as const;
      void ledger.record([left, ...endWithTherapist(participantId, reason, ledger.decided())]);
    },
    endForsakenWord: () => {
      const facts = endForsaken(ledger.decided(), nowMs());
      if (facts.length > 0) void ledger.record(facts);
    },
    hello: (participantId, request) => {
      const movement = patients.get(participantId);
      const clockId = request.clockId as ClockId;
      if (movement !== undefined) {
        if (!allowance.mayUseClock(participantId, clockId)) return { welcome: false, code: "protocol/too_many" };
        const toldOffsetMs = request.clockMs === undefined ? undefined : sessionNowMs() - request.clockMs;
        useClock(movement.intake, clockId, ledger.clockOffsetMs(participantId, clockId), toldOffsetMs);
      }
      const expectedFrame = movement?.intake.expected ?? 1;
      const acknowledgedFrame = movement?.committed ?? 0;
      const numbers = { expectedFrame, acknowledgedFrame };
      return { welcome: true, participantId, epoch, ...numbers, serverNowMs: nowMs(), protocol: PROTOCOL_VERSION };
    },
    command: (participantId, request) => {
      const { commandId } = request;
      const running = committing.get(commandId);
      if (running !== undefined) return running;
      const before = ledger.sequenceOf(participantId, commandId);
      if (before !== undefined) return Promise.resolve({ applied: true, sequence: before, epoch });
      const count = (more: 1 | -1) => openOf.set(participantId, (openOf.get(participantId) ?? 0) + more);
      count(1);
      const answer = apply(participantId, request).finally(() => {
        count(-1);
        committing.delete(commandId);
      });
      committing.set(commandId, answer);
      return answer;
    },
    recordStep: (participantId, step, cause) => {
      const { endedAtMs, participants } = ledger.decided();
      if (endedAtMs !== null || participants[participantId] === undefined) return;
      void ledger.record([{ kind: "pictureStepChanged", participantId, step, cause }]);
    },
    recordHold: (participantId, held) => {
      const { endedAtMs, participants } = ledger.decided();
      const isNoted = notedHolds.has(participantId);
      if (endedAtMs !== null || participants[participantId] === undefined || held === isNoted) return;
      if (held && !spend(holds, HOLDS, nowMs())) return;
      if (held) notedHolds.add(participantId);
      else notedHolds.delete(participantId);
      void ledger.record([{ kind: "pictureHeld", participantId, held, note: true }]);
    },
    followConsent: (participantId, found) => {
      const facts = followStandingConsent(ledger.decided(), participantId, found, nowMs());
      if (facts.length === 0) return;
      const urgent = facts.some((fact) => fact.kind === "standingConsentNoted" && fact.consent === null);
      void ledger.record(facts, { urgent });
    },
    receivePoses: frames.receive,
    readingOf: (participantId) => {
      const referee = patients.get(participantId)?.referee;
      return referee === undefined ? undefined : readReferee(referee);
    },
    takeFreshFrame: (participantId) => {
      const movement = patients.get(participantId);
      if (movement === undefined || !movement.fresh) return undefined;
      movement.fresh = false;
      return movement.lastFrame;
    },
    acknowledge: frames.acknowledge,
    tellProvisionally: ledger.tellProvisionally,
    whereaboutsOf: (participantId) => whereabouts.get(participantId),
    lostLease: parts.onLostLease,
    close: async () => {
      // What a database that is away cannot take was never acknowledged: clients bring it again.
      await endsWithin(writer.flush(), FLUSH_AT_MOST_MS);
      writer.close();
      await parts.onClose();
    },
  };
}

function has(facts: readonly SessionFact[], kind: SessionFact["kind"]): boolean {
  return facts.some((fact) => fact.kind === kind);
}
