// A simulated person's seat in a session over the real protocol: signs in by link, joins, comes back after every cut.
import { randomUUID } from "node:crypto";
import { Client, type Room } from "@colyseus/sdk";
import { type Me, signInBody } from "@ensemble/shared/protocol/http-messages.ts";
import type { LinkedRoom, LinkStatus } from "@ensemble/shared/protocol/room-connection.ts";
import { type AcknowledgementMessage, PROTOCOL_VERSION, ROOM_NAME } from "@ensemble/shared/protocol/room-messages.ts";
import { createSessionLink, type SessionLink } from "@ensemble/shared/protocol/session-link.ts";
import type { ClockId, CommandId } from "@ensemble/shared/session/identifiers.ts";
import { createRefusalTally } from "./refusal-tally.ts";

/** The state as it comes over the wire; only what simulations look at. */
export interface WireState {
  readonly phase: string;
  readonly exerciseId: string;
  readonly setId: string;
  readonly setState: string;
  readonly setExerciseId: string;
  readonly provisional: boolean;
  readonly participants: ReadonlyMap<
    string,
    {
      readonly role: string;
      readonly simulated: boolean;
      readonly present: boolean;
      readonly mark: number;
      readonly ready: boolean;
      readonly repetitions: number;
    }
  >;
  /** Every field is missing for those who may not see it. */
  readonly clinical: ReadonlyMap<
    string,
    {
      readonly side?: string;
      readonly targetRepetitions?: number;
      readonly targetRangeDegrees?: number;
      readonly streakDays?: number;
      readonly stopped?: boolean;
      readonly stopTakenById?: string;
      readonly stopPatientAgrees?: boolean;
    }
  >;
}

export interface SimulatedParticipant {
  readonly me: Me;
  readonly link: SessionLink;
  readonly state: () => WireState | undefined;
  readonly traffic: () => { readonly bytesIn: number; readonly bytesOut: number };
  /** As far as the server has told. */
  readonly refusals: () => number;
  /** A message of the room, whichever connection it comes over. */
  readonly onMessage: <T>(type: string, listener: (message: T) => void) => void;
}

/** Where the socket goes, given what the server names; without it there. */
export type SeatAddress = (named: URL) => string;

export async function joinAsSimulated(options: {
  readonly url: string;
  readonly inviteLink: string;
  readonly groupSessionId: string;
  readonly source: "simulated" | "none";
  readonly seatAddress?: SeatAddress | undefined;
  readonly onRoom?: ((room: Room) => void) | undefined;
  readonly onStatus?: ((status: LinkStatus, refusal: string | undefined) => void) | undefined;
  readonly onRefusal?: ((code: string, count: number) => void) | undefined;
  readonly onAcknowledged?: ((message: AcknowledgementMessage) => void) | undefined;
}): Promise<SimulatedParticipant> {
  const { url, groupSessionId } = options;
  const { me, cookie } = await signInByLink(url, options.inviteLink);
  const { seatAddress } = options;
  const sdk = new Client(url, { headers: { cookie }, ...(seatAddress ? { urlBuilder: seatAddress } : {}) });
  let state: WireState | undefined;
  const refusals = createRefusalTally();
  const traffic = { bytesIn: 0, bytesOut: 0 };
  const listeners: { readonly type: string; readonly listener: (message: never) => void }[] = [];
  const clockId = randomUUID() as ClockId;
  const link = createSessionLink<LinkedRoom & Room>({
    join: async () => {
      const room = await sdk.joinOrCreate(ROOM_NAME, { groupSessionId, page: clockId, protocol: PROTOCOL_VERSION });
      room.reconnection.enabled = false;
      countTraffic(room, traffic);
      return room as LinkedRoom & Room;
    },
    clockId,
    source: options.source,
    nowMs: () => performance.now(),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    newCommandId: () => randomUUID() as CommandId,
    onRoom: (room) => {
      refusals.joined();
      room.onStateChange((next) => {
        state = next as unknown as WireState;
      });
      // What a simulation does not look at is received all the same, as a page would.
      room.onMessage("*", (type, message) => {
        for (const one of listeners) if (one.type === type) one.listener(message as never);
      });
      options.onRoom?.(room);
    },
    onStatus: (status, refusal) => options.onStatus?.(status, refusal),
    onRefusal: (code, count) => {
      refusals.told(code, count);
      options.onRefusal?.(code, count);
    },
    onAcknowledged: (message) => options.onAcknowledged?.(message),
  });
  return {
    me,
    link,
    state: () => state,
    traffic: () => traffic,
    refusals: refusals.total,
    onMessage: (type, listener) => listeners.push({ type, listener: listener as (message: never) => void }),
  };
}

export async function signInByLink(url: string, inviteLink: string): Promise<{ me: Me; cookie: string }> {
  const response = await fetch(new URL("/api/sign-in", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(signInBody.parse({ link: inviteLink })),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!response.ok || cookie === undefined) throw new Error(`signing in failed: ${await response.text()}`);
  return { me: (await response.json()) as Me, cookie };
}

/** Counts payload bytes of the socket; the SDK has no counters of its own. */
function countTraffic(room: Room, traffic: { bytesIn: number; bytesOut: number }): void {
  const socket = (room.connection.transport as unknown as { ws: WebSocket }).ws;
  socket.addEventListener("message", (event) => {
    traffic.bytesIn += (event.data as ArrayBuffer).byteLength ?? 0;
  });
  const send = socket.send.bind(socket);
  socket.send = (bytes) => {
    traffic.bytesOut += (bytes as Uint8Array).byteLength ?? 0;
    send(bytes);
  };
}
