// What a simulated patient and the therapist who leads really send in the middle of a set, message by message, to be damaged and sent again.

import type { Room } from "@colyseus/sdk";
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { startSimulatedPatient } from "../../server/src/demo/simulated-patient.ts";
import { startSimulatedTherapist } from "../../server/src/demo/simulated-therapist.ts";
import { waitUntil } from "../cluster/wait-until.ts";
import type { Recorded } from "./room-channels.ts";

const ENOUGH = 60;
const PATIENCE_MS = 30_000;
/** In front of the bytes of a message: the kind, and the type as a short text. */
const POSE_HEAD = 2 + WIRE.pose.length;
const BYTES_MESSAGE = 17;

export interface RecordedPatient extends Recorded {
  readonly created: DemonstrationAnswer;
  /** In which it moved. */
  readonly setId: string;
}

export async function recordPatient(
  url: string,
  exercises: ReadonlyMap<string, TrackedExercise>,
): Promise<RecordedPatient> {
  const created = await createClass(url, 1);
  const { groupSessionId, therapist, patients } = created;
  const raw: Uint8Array[] = [];
  const patientsOwn: Uint8Array[] = [];
  const leader = await startSimulatedTherapist({
    ...{ url, groupSessionId, inviteLink: therapist.link },
    onRoom: (room) => keepSent(room, (bytes) => raw.push(bytes)),
  });
  const patient = await startSimulatedPatient({
    url,
    groupSessionId,
    inviteLink: patients[0]?.link ?? "",
    exercises,
    seed: 1,
    onRoom: (room) =>
      keepSent(room, (bytes) => {
        raw.push(bytes);
        patientsOwn.push(bytes);
      }),
  });
  const posesOf = () =>
    patientsOwn.filter((bytes) => bytes[0] === BYTES_MESSAGE).map((bytes) => bytes.slice(POSE_HEAD));
  await leader.lead({ phase: "exercise", exerciseId: "squat" }, () => posesOf().length > ENOUGH, PATIENCE_MS);
  await waitUntil(async () => {
    if (posesOf().length <= ENOUGH) throw new Error("the simulated patient does not move");
  }, PATIENCE_MS);
  const setId = leader.participant.state()?.setId ?? "";
  patient.close();
  leader.close();
  return { raw, poses: posesOf(), created, setId };
}

function keepSent(room: Room, keep: (bytes: Uint8Array) => void): void {
  const { ws } = room.connection.transport as unknown as { ws: WebSocket };
  const send = ws.send.bind(ws);
  ws.send = (bytes) => {
    keep(new Uint8Array(bytes as Uint8Array));
    send(bytes);
  };
}
