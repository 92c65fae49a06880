// Everything a participant's device is told, as observations: the counts its screen shows, whom it believes, what it should not see.
import { randomUUID } from "node:crypto";
import type { Room } from "@colyseus/sdk";
import { createShownCounts } from "@ensemble/shared/protocol/shown-counts.ts";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { SimulatedParticipant, WireState } from "../../server/src/demo/simulated-participant.ts";
import { endsWithin } from "../../server/src/platform/ends-within.ts";
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
  const seen = new Set<string>();

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

  const follow = (state: CurrentState): void => {
    if (participant === undefined || !participant.link.isCurrent(state)) return;
    const by = participant.me.personId;
    if (state.epoch !== believed) record({ kind: "believed", by, epoch: state.epoch });
    believed = state.epoch;
    show(by, state);
  };

  return {
    onRoom: (room) => {
      room.onStateChange((state) => {
        follow(state as unknown as CurrentState);
        lookForSecrets((me) => secretsInState(me, (state as { toJSON(): Readonly<Record<string, unknown>> }).toJSON()));
      });
      room.onMessage("*", (type, message) => lookForSecrets((me) => secretsInMessage(me, String(type), message)));
    },
    onRefusal: (code) => record({ kind: "refused", by: participant?.me.personId ?? "", code }),
    follow: (one) => {
      participant = one;
    },
    counts: () => screen,
    ask: async (command, allowed = true) => {
      if (participant === undefined) throw new Error("nobody to ask");
      const by = participant.me.personId;
      const commandId = randomUUID() as CommandId;
      record({ kind: "asked", by, commandId, name: command.name, allowed });
      const answering = participant.link.command(command, commandId);
      if (!(await endsWithin(answering, ANSWERED_WITHIN_MS)))
        throw new Error(`${by}'s ${command.name} was not answered in ${ANSWERED_WITHIN_MS / 1000} s`);
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
