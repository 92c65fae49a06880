// The room's one timer. Bodies go out with every beat, readings with every third, acknowledgements twice a second, and state
// whenever something has changed.

import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { ParticipantState, SessionState } from "@ensemble/shared/session/session-state.ts";
import type { LiveSession } from "../session/index.ts";
import { readLoad } from "./client-load.ts";
import { createPoseBundles } from "./pose-bundles.ts";
import type { SeatClient } from "./room-seat.ts";
import type { SessionRoomState } from "./session-room-state.ts";
import { shownParticipants, showReading } from "./show-session.ts";

export const BEAT_MS = 1000 / 15;
const BEATS_PER_READING = 3;
/** Devices keep two minutes of frames: they need no word of every one. */
const BEATS_PER_ACKNOWLEDGEMENT = 8;

/** Of the room, what a beat needs. */
export interface BeatingRoom {
  readonly clients: SeatClient[];
  readonly state: SessionRoomState;
  readonly broadcastBytes: (type: string, bytes: Uint8Array, options: { readonly except: SeatClient[] }) => void;
  readonly broadcastPatch: () => boolean;
}

export interface RoomBeat {
  /** State has something new: it leaves with the next beat. */
  readonly stateChanged: () => void;
  readonly beat: () => void;
}

export function createRoomBeat(room: BeatingRoom, live: LiveSession): RoomBeat {
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

  /** Closes connections nothing gets through; returns those that are sent no bodies now. */
  const giveUpLost = (nowMs: number): SeatClient[] =>
    room.clients.filter((client) => {
      const load = readLoad(client, nowMs);
      if (load === "lost") client.leave(CLOSE_CODES.tooSlow);
      return load !== "keepsUp";
    });

  const sendBodies = (except: SeatClient[], nowMs: number): void => {
    const bundled = bundles.take(live, presentPatients(), nowMs);
    if (bundled === undefined) return;
    room.broadcastBytes(WIRE.avatars, bundled.avatars, { except });
    for (const client of room.clients) {
      if (client.auth?.role === "therapist" && !except.includes(client))
        client.sendBytes(WIRE.figures, bundled.figures);
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
      sendBodies(giveUpLost(nowMs), nowMs);
      if (beats % BEATS_PER_ACKNOWLEDGEMENT === 0) live.acknowledge();
      const reading = beats % BEATS_PER_READING === 0;
      if (reading) {
        for (const { participantId } of presentPatients())
          showReading(room.state, participantId, live.readingOf(participantId), silentForMs(participantId, nowMs));
      }
      if (!reading && !unsent) return;
      unsent = false;
      room.broadcastPatch();
    },
  };
}
