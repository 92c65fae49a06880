// Everything a participant's device is told, as observations: the counts its screen shows, whom it believes, what it should not see.
import { randomUUID } from "node:crypto";
import type { Room } from "@colyseus/sdk";
import { readBundleEpoch } from "@ensemble/shared/protocol/bundle-epoch.ts";
import { type AcknowledgementMessage, type RepetitionMessage, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { createShownCounts } from "@ensemble/shared/protocol/shown-counts.ts";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { SimulatedParticipant, WireState } from "../../server/src/demo/simulated-participant.ts";
import { endsWithin } from "../../server/src/platform/ends-within.ts";
import { createHeardTime } from "./heard-time.ts";
import type { Observation } from "./observation.ts";
import { type Secret, secretsInMessage, secretsInState } from "./received-rules.ts";

export interface Watch {
  /** For every room the device joins. */
  readonly onRoom: (room: Room) => void;
  readonly onRefusal: (code: string) => void;
  /** From when on the participant is known. */
  readonly follow: (participant: SimulatedParticipant) => void;
  /** The counts on the screen now. */
  readonly counts: () => { readonly setId: string; readonly counts: Readonly<Record<string, number>> };
  /** What the device has heard of the class is recorded: once, before its end. */
  readonly tellHeard: () => void;
  readonly ask: (command: SessionCommand, allowed?: boolean) => Promise<{ readonly applied: boolean }>;
}

/** Longer than any fault lasts: what is not answered by then never will be. */
const ANSWERED_WITHIN_MS = 90_000;

type CurrentState = WireState & { readonly epoch: number };

export function watchParticipant(record: (observation: Observation) => void): Watch {
  let participant: SimulatedParticipant | undefined;
  let screen: { setId: string; counts: Record<string, number> } = { setId: "", counts: {} };
  const shown = createShownCounts();
  let believed = 0;
  let newest = 0;
  /** By the state that came last. */
  let isProvisional = false;
  let outdated = "";
  let connections = 0;
  const heard = createHeardTime();
  const said = new Map<string, string>();
  /** Of one's own, as one owner has told them and not yet acknowledged. */
  let waiting: RepetitionMessage[] = [];
  const seen = new Set<string>();

  /** Whatever an owner says, whether or not it still is one; whether the device believes it. */
  const hear = (connection: number, epoch: number): boolean => {
    if (participant === undefined) return false;
    const by = participant.me.personId;
    const isBelieved = participant.link.isCurrent({ epoch });
    const word = `${epoch} ${newest} ${isBelieved}`;
    if (epoch < newest && word !== outdated) {
      outdated = word;
      record({ kind: "outdated", by, epoch, newest, believed: isBelieved });
    }
    newest = Math.max(newest, epoch);
    if (!isBelieved) return false;
    if (epoch !== believed) record({ kind: "believed", by, epoch });
    believed = epoch;
    heard.hear(performance.now(), isProvisional ? undefined : `${connection} ${epoch}`);
    return true;
  };

  /** Before the screen makes something else of it. */
  const recordCounts = (by: string, connection: number, { epoch, setId, provisional, participants }: CurrentState) => {
    for (const [of, { role, repetitions }] of participants) {
      if (role !== "patient" || setId === "") continue;
      const place = `${connection} ${epoch} ${setId} ${of}`;
      const word = `${repetitions} ${provisional}`;
      if (said.get(place) === word) continue;
      said.set(place, word);
      record({ kind: "told", by, connection, epoch, of, setId, repetitions, provisional });
    }
  };

  const acknowledged = ({ epoch, through }: AcknowledgementMessage): void => {
    if (participant === undefined) return;
    const by = participant.me.personId;
    // What came with a frame is written after it, and before the next one.
    for (const { setId, repetitions } of waiting.filter((one) => one.epoch === epoch && one.frame < through))
      record({ kind: "acknowledged", by, epoch, setId, repetitions });
    waiting = waiting.filter((one) => one.epoch === epoch && one.frame >= through);
  };

  const show = (by: string, state: CurrentState): void => {
    if (state.setId !== screen.setId) screen = { setId: state.setId, counts: {} };
    for (const [of, told] of state.participants) {
      if (told.role !== "patient" || state.setId === "") continue;
      const repetitions = shown.show(
        { setId: state.setId, finished: state.setState === "finished" },
        of,
        told.repetitions,
      );
      if (screen.counts[of] === repetitions) continue;
      screen.counts[of] = repetitions;
      record({ kind: "shown", by, of, setId: state.setId, repetitions });
    }
  };

  /** Everything that a patient's device is told, whomever it believes; each secret once. */
  const lookForSecrets = (find: (me: string) => readonly Secret[]): void => {
    if (participant === undefined || participant.me.role !== "patient") return;
    const by = participant.me.personId;
    for (const { of, what } of find(by)) {
      if (seen.has(`${of} ${what}`)) continue;
      seen.add(`${of} ${what}`);
      record({ kind: "saw", by, of, what });
    }
  };

  const follow = (connection: number, state: CurrentState): void => {
    if (participant === undefined) return;
    const by = participant.me.personId;
    recordCounts(by, connection, state);
    isProvisional = state.provisional;
    if (hear(connection, state.epoch)) show(by, state);
  };

  const followMessage = (connection: number, type: string, message: unknown): void => {
    const epoch =
      message instanceof Uint8Array ? readBundleEpoch(message) : (message as { epoch?: number } | null)?.epoch;
    if (epoch === undefined || !hear(connection, epoch)) return;
    if (type === WIRE.repetition && (message as RepetitionMessage).participantId === participant?.me.personId)
      waiting.push(message as RepetitionMessage);
    if (type === WIRE.acknowledgement) acknowledged(message as AcknowledgementMessage);
  };

  return {
    onRoom: (room) => {
      connections += 1;
      const connection = connections;
      room.onStateChange((state) => {
        follow(connection, state as unknown as CurrentState);
        lookForSecrets((me) => secretsInState(me, (state as { toJSON(): Readonly<Record<string, unknown>> }).toJSON()));
      });
      room.onMessage("*", (type, message) => {
        followMessage(connection, String(type), message);
        lookForSecrets((me) => secretsInMessage(me, String(type), message));
      });
      // The link listens to these by name, so that they are nothing else.
      room.onMessage(WIRE.acknowledgement, (message) => followMessage(connection, WIRE.acknowledgement, message));
    },
    onRefusal: (code) => record({ kind: "refused", by: participant?.me.personId ?? "", code }),
    follow: (one) => {
      participant = one;
    },
    counts: () => screen,
    tellHeard: () => {
      if (participant !== undefined) record({ kind: "heard", by: participant.me.personId, ...heard.soFar() });
    },
    ask: async (command, allowed = true) => {
      if (participant === undefined) throw new Error("nobody to ask");
      const by = participant.me.personId;
      const commandId = randomUUID() as CommandId;
      record({ kind: "asked", by, commandId, command, allowed });
      const answering = participant.link.command(command, commandId);
      if (!(await endsWithin(answering, ANSWERED_WITHIN_MS)))
        throw new Error(
          `${by}'s ${command.name} was not answered in ${ANSWERED_WITHIN_MS / 1000} s: ${describeLine(participant.link)}`,
        );
      const answer = await answering;
      record({
        kind: "answered",
        by,
        commandId,
        ...(answer.applied ? { applied: true, sequence: answer.sequence } : { applied: false, code: answer.code }),
      });
      return answer;
    },
  };
}

function describeLine(link: SimulatedParticipant["link"]): string {
  return `its line is ${link.status()}, under epoch ${link.epoch()}`;
}
