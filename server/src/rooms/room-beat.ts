// What a room does fifteen times a second. Bodies go out with every beat, readings with every third, acknowledgements with every fifteenth, and state
// whenever something has changed. Bodies last: to a client that is sent nothing else they are one write of one piece.

import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { ParticipantState, SessionState } from "@ensemble/shared/session/session-state.ts";
import type { LiveSession } from "../session/index.ts";
import { readLoad } from "./client-load.ts";
import { createFraming, type Framed, joinFramed, sendFramed } from "./frame-for-many.ts";
import { type Bundled, createPoseBundles } from "./pose-bundles.ts";
import type { SeatClient } from "./room-seat.ts";
import type { SessionRoomState } from "./session-room-state.ts";
import { shownParticipants, showReading } from "./show-session.ts";

const BEATS_PER_READING = 3;
/** Devices keep two minutes of frames: they need no word of every one. With beats that bring readings, whose patch they leave with. */
const BEATS_PER_ACKNOWLEDGEMENT = 5 * BEATS_PER_READING;

const frameAvatars = createFraming(WIRE.avatars);
const frameFigures = createFraming(WIRE.figures);

/** Of the room, what a beat needs. */
export interface BeatingRoom {
  readonly clients: SeatClient[];
  readonly state: SessionRoomState;
  readonly broadcastPatch: () => boolean;
}

export interface RoomBeat {
  /** State has something new: it leaves with the next beat. */
  readonly stateChanged: () => void;
  readonly beat: () => void;
}

/** `leftOut` is told of every bundle that somebody is not sent who has not taken yet what came before. */
export function createRoomBeat(room: BeatingRoom, live: LiveSession, leftOut: () => void): RoomBeat {
  const bundles = createPoseBundles();
  let beats = 0;
  let unsent = true;
  let readFrom: SessionState | undefined;
  let present: readonly ParticipantState[] = [];

  const presentPatients = (): readonly ParticipantState[] => {
    const state = live.visible();
    if (state === readFrom) return present;
    readFrom = state;
    present = shownParticipants(state).filter((one) => one.role === "patient" && one.present);
    return present;
  };

  /** To those who keep up. Connections nothing gets through are closed. */
  const sendBodies = (bundled: Bundled | undefined, nowMs: number): void => {
    const forPatients = bundled && frameAvatars(bundled.avatars);
    let forTherapists: Framed | undefined;
    for (const client of room.clients) {
      const load = readLoad(client, nowMs);
      if (load === "lost") client.leave(CLOSE_CODES.tooSlow);
      if (load === "behind" && bundled !== undefined) leftOut();
      if (load !== "keepsUp" || bundled === undefined || forPatients === undefined) continue;
      if (client.auth?.role !== "therapist") sendFramed(client, client.userData?.line, forPatients);
      else {
        forTherapists ??= joinFramed(forPatients, frameFigures(bundled.figures));
        sendFramed(client, client.userData?.line, forTherapists);
      }
    }
  };

  const silentForMs = (participantId: ParticipantId, nowMs: number): number =>
    nowMs - (bundles.lastSeenMs(participantId) ?? Number.NEGATIVE_INFINITY);

  return {
    stateChanged: () => {
      unsent = true;
    },
    beat: () => {
      const nowMs = performance.now();
      beats += 1;
      const bundled = bundles.take(live, presentPatients(), nowMs);
      if (beats % BEATS_PER_ACKNOWLEDGEMENT === 0) live.acknowledge();
      const reading = beats % BEATS_PER_READING === 0;
      if (reading) {
        for (const { participantId } of presentPatients())
          showReading(room.state, participantId, live.readingOf(participantId), silentForMs(participantId, nowMs));
      }
      if (reading || unsent) {
        unsent = false;
        room.broadcastPatch();
      }
      sendBodies(bundled, nowMs);
    },
  };
}
