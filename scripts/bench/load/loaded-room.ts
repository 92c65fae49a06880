// A full class of seven clients in a room, ready to be sent frames: the real session, its set running, or the bare echo room.
import { Client, type Room } from "@colyseus/sdk";
import { createClass } from "../../../server/src/demo/run-demonstration.ts";
import { joinAsSimulated, type SimulatedParticipant } from "../../../server/src/demo/simulated-participant.ts";
import { type RepetitionMessage, ROOM_NAME, WIRE } from "../../../shared/src/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "../../../shared/src/session/agreement.ts";
import type { ExerciseId } from "../../../shared/src/session/identifiers.ts";
import type { SessionCommand } from "../../../shared/src/session/session-command.ts";

export const PATIENTS = 6;

export interface LoadedRoom {
  /** Patients 0…5. */
  readonly send: (patient: number, message: Uint8Array) => void;
  /** Bundles of bodies that came back, over all seven clients. */
  readonly bundles: () => number;
  /** Payload that came to all seven clients. */
  readonly bytesIn: () => number;
  readonly close: () => void;
}
export interface LoadedEcho extends LoadedRoom {
  /** Told of each bundle once all seven clients have it. */
  readonly onBundle: (listener: (bundle: Uint8Array) => void) => void;
}
export interface LoadedSession extends LoadedRoom {
  /** Of every client that was told, once each. */
  readonly onRepetition: (listener: (patient: number, frame: number) => void) => void;
  readonly refusals: () => number;
  readonly repetitions: () => number;
  /** Ends the set, whose frames are packed then, and the session. */
  readonly finish: () => Promise<void>;
}

export async function joinEcho(url: string): Promise<LoadedEcho> {
  const sdk = new Client(url);
  const rooms: Room[] = [];
  const listeners: ((bundle: Uint8Array) => void)[] = [];
  /** Of each client. All are there before the first bundle: the same number is the same bundle. */
  const bundles: number[] = new Array(PATIENTS + 1).fill(0);
  let bytesIn = 0;
  for (let client = 0; client <= PATIENTS; client++) {
    const room = await sdk.joinOrCreate(ROOM_NAME);
    room.reconnection.enabled = false;
    room.onMessage("*", (_type, bundle: Uint8Array) => {
      const number = (bundles[client] ?? 0) + 1;
      bundles[client] = number;
      if (bundles.every((count) => count >= number)) for (const listener of listeners) listener(bundle);
    });
    const { ws } = room.connection.transport as unknown as { ws: WebSocket };
    ws.addEventListener("message", ({ data }) => {
      bytesIn += (data as ArrayBuffer).byteLength;
    });
    rooms.push(room);
  }
  return {
    send: (patient, message) => rooms[patient + 1]?.sendBytes(WIRE.pose, message),
    bundles: () => bundles.reduce((sum, count) => sum + count, 0),
    bytesIn: () => bytesIn,
    onBundle: (listener) => listeners.push(listener),
    close: () => {
      for (const room of rooms) void room.leave();
    },
  };
}

/** A new session of simulated people in which a set of that exercise runs. */
export async function joinSession(url: string, exerciseId: string, repetitions: number): Promise<LoadedSession> {
  const { groupSessionId, therapist, patients } = await createClass(url, PATIENTS);
  const rooms = new Map<string, Room>();
  const tally = { bundles: 0, refusals: 0, repetitions: 0 };
  const listeners: ((patient: number, frame: number) => void)[] = [];
  const join = async (inviteLink: string, source: "simulated" | "none") => {
    const participant = await joinAsSimulated({
      url,
      groupSessionId,
      inviteLink,
      source,
      onRoom: (room) => rooms.set(inviteLink, room),
      onRefusal: () => {
        tally.refusals += 1;
      },
    });
    participant.onMessage(WIRE.avatars, () => {
      tally.bundles += 1;
    });
    return participant;
  };
  const leader = await join(therapist.link, "none");
  const people: SimulatedParticipant[] = [];
  for (const { link } of patients) people.push(await join(link, "simulated"));
  const patientOf = new Map(people.map(({ me }, index) => [me.personId, index]));
  for (const participant of [leader, ...people]) {
    participant.onMessage<RepetitionMessage>(WIRE.repetition, ({ participantId, frame }) => {
      if (participant === leader) tally.repetitions += 1;
      for (const listener of listeners) listener(patientOf.get(participantId) ?? -1, frame);
    });
  }
  await Promise.all(people.map(prepare));
  await lead(leader, people, exerciseId as ExerciseId, repetitions);
  return {
    send: (patient, message) => rooms.get(patients[patient]?.link ?? "")?.sendBytes(WIRE.pose, message),
    bundles: () => tally.bundles,
    bytesIn: () => [leader, ...people].reduce((sum, one) => sum + one.traffic().bytesIn, 0),
    refusals: () => tally.refusals,
    repetitions: () => tally.repetitions,
    onRepetition: (listener) => listeners.push(listener),
    finish: async () => {
      await tell(leader, { name: "finishSet" });
      await tell(leader, { name: "finishSession" });
    },
    close: () => {
      for (const { link } of [leader, ...people]) link.close();
    },
  };
}

async function prepare(person: SimulatedParticipant): Promise<void> {
  await tell(person, { name: "acceptAgreement", version: AGREEMENT_VERSION });
  await tell(person, { name: "stateWhereabouts", place: "Simulated place", emergencyContact: "Nobody: simulated" });
  await tell(person, { name: "declareReady", ready: true });
}

/** Starts a set of that exercise for all of them. */
export async function lead(
  leader: SimulatedParticipant,
  people: readonly SimulatedParticipant[],
  exerciseId: ExerciseId,
  repetitions: number,
): Promise<void> {
  await tell(leader, { name: "startPhase", phase: "exercise" });
  await tell(leader, { name: "chooseExercise", exerciseId });
  const target = { repetitions, side: "both" } as const;
  for (const { me } of people)
    await tell(leader, { name: "setTarget", participantId: me.personId, exerciseId, target });
  await tell(leader, { name: "startSet" });
}

async function tell(person: SimulatedParticipant, command: SessionCommand): Promise<void> {
  const answer = await person.link.command(command);
  if (!answer.applied) throw new Error(`${command.name} was refused: ${answer.code}`);
}
