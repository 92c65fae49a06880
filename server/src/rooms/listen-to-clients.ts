// What clients send to a session's room: paid for, measured, read, and handed on; a refusal is an answer and disturbs nobody.
import type { Room } from "@colyseus/core";
import { type PointingMessage, pointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { MediaReply } from "@ensemble/shared/protocol/media-messages.ts";
import { refuseProtocol } from "@ensemble/shared/protocol/protocol-rules.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import {
  type CommandAnswer,
  type CommandRequest,
  commandRequest,
  type DeviceCheckMessage,
  deviceCheckMessage,
  framingMessage,
  type HelloAnswer,
  helloRequest,
  MESSAGE_LIMITS_BYTES,
  WIRE,
} from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionMedia } from "../media/index.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { LiveSession } from "../session/index.ts";
import { hearFirst } from "./hear-first.ts";
import { isTooLarge, readMessage, refusalOf } from "./read-message.ts";
import { countRefusal, type MessageKind, paySeat, type RoomSeat, type SeatClient, tellRefusal } from "./room-seat.ts";
import type { SessionRoomState } from "./session-room-state.ts";

interface ArrivedPoses {
  readonly participantId: ParticipantId;
  readonly bytes: Uint8Array;
}
type ListeningRoom = Room<{ state: SessionRoomState; client: SeatClient }>;

export interface HeardFrames {
  /** Judges what frames have come. Before whatever must not overtake them. */
  readonly judge: () => void;
}

export function listenToClients(
  room: ListeningRoom,
  parts: {
    readonly live: LiveSession;
    readonly media: SessionMedia;
    readonly onFraming: (participantId: ParticipantId, framing: string) => void;
    readonly onDeviceCheck: (participantId: ParticipantId, found: DeviceCheckMessage) => void;
    /** Told what a frame has thrown. */
    readonly failed: (error: unknown) => void;
    /** Why it is refused; undefined when it was taken. */
    readonly onPointing: (participantId: ParticipantId, message: PointingMessage) => RefusalCode | undefined;
    readonly metrics: Metrics;
    readonly logger: Logger;
  },
): HeardFrames {
  const { live, media, metrics, logger } = parts;
  const pay = (client: SeatClient, kind: MessageKind): RoomSeat | undefined => paySeat(client, kind, live.epoch);
  const refuseTo = (client: SeatClient, code: RefusalCode): void => tellRefusal(client, code, live.epoch);

  let arrived: ArrivedPoses[] = [];
  const judge = (): void => {
    if (arrived.length === 0) return;
    const poses = arrived;
    arrived = [];
    for (const { participantId, bytes } of poses) {
      try {
        live.receivePoses(participantId, bytes);
      } catch (error) {
        parts.failed(error);
      }
    }
  };
  hearFirst(room, WIRE.pose, (client: SeatClient, bytes: Uint8Array) => {
    const seat = pay(client, "pose");
    if (seat === undefined) {
      // Of a seat that was given up nothing is taken, nor counted.
      if (client.userData !== undefined) metrics.frame("protocol/too_many");
      return;
    }
    if (bytes.byteLength > MESSAGE_LIMITS_BYTES.pose) {
      metrics.frame("protocol/too_large");
      return refuseTo(client, "protocol/too_large");
    }
    // uWebSockets.js, which has no line, takes its memory back when this returns.
    arrived.push({
      participantId: seat.participantId,
      bytes: seat.line === undefined ? Uint8Array.from(bytes) : bytes,
    });
  });
  room.onMessage(WIRE.hello, (client: SeatClient, message: unknown): HelloAnswer => {
    const seat = pay(client, "request");
    if (seat === undefined) return { welcome: false, code: "protocol/too_many" };
    const request = readMessage(helloRequest, message, MESSAGE_LIMITS_BYTES.hello);
    if (typeof request === "string") return { welcome: false, code: countRefusal(client, request) };
    const refused = refuseProtocol(request.protocol);
    if (refused !== undefined) return { welcome: false, code: countRefusal(client, refused) };
    judge();
    const answer = live.hello(seat.participantId, request);
    if (!answer.welcome) countRefusal(client, answer.code as RefusalCode);
    return answer;
  });
  room.onMessage(WIRE.command, async (client: SeatClient, message: unknown) => {
    const answer = await takeCommand(client, message);
    metrics.command(answer.applied ? "applied" : (answer.code as RefusalCode));
    return answer;
  });
  const takeCommand = async (client: SeatClient, message: unknown): Promise<CommandAnswer> => {
    const { epoch } = live;
    const stop = readPainStop(message);
    const seat = pay(client, stop === undefined ? "request" : "painStop");
    if (seat === undefined) return { applied: false, code: "protocol/too_many", epoch };
    const request = stop ?? readMessage(commandRequest, message, MESSAGE_LIMITS_BYTES.command);
    if (typeof request === "string") return { applied: false, code: countRefusal(client, request), epoch };
    judge();
    const answer = await live.command(seat.participantId, request);
    if (!answer.applied) countRefusal(client, answer.code as RefusalCode);
    return answer;
  };
  room.onMessage(WIRE.media, async (client: SeatClient, message: unknown) => {
    const answer = await takeMediaRequest(client, message);
    metrics.mediaRequest(answer.refused ?? "answered");
    return answer;
  });
  const takeMediaRequest = async (client: SeatClient, message: unknown): Promise<MediaReply> => {
    const { epoch } = live;
    const seat = client.userData;
    if (seat === undefined) return { refused: "media/away", epoch };
    if (isTooLarge(message, MESSAGE_LIMITS_BYTES.media))
      return { refused: countRefusal(client, "protocol/too_large"), epoch };
    try {
      return { answer: (await media.handle(seat.participantId, message)) ?? null, epoch };
    } catch (error) {
      const code = refusalOf(error);
      if (code === undefined) logger.error({ groupSessionId: room.roomId, err: error }, "media request failed");
      return { refused: countRefusal(client, code ?? "media/away"), epoch };
    }
  };
  room.onMessage(WIRE.framing, (client: SeatClient, message: unknown) => {
    const seat = pay(client, "message");
    if (seat === undefined) return;
    const read = readMessage(framingMessage, message, MESSAGE_LIMITS_BYTES.framing);
    if (typeof read === "string") return refuseTo(client, read);
    parts.onFraming(seat.participantId, read.framing);
  });
  room.onMessage(WIRE.deviceCheck, (client: SeatClient, message: unknown) => {
    const seat = pay(client, "message");
    if (seat === undefined) return;
    const read = readMessage(deviceCheckMessage, message, MESSAGE_LIMITS_BYTES.deviceCheck);
    if (typeof read === "string") return refuseTo(client, read);
    parts.onDeviceCheck(seat.participantId, read);
  });
  room.onMessage(WIRE.pointing, (client: SeatClient, message: unknown) => {
    const seat = pay(client, "pointing");
    if (seat === undefined) return;
    const read = readMessage(pointingMessage, message, MESSAGE_LIMITS_BYTES.pointing);
    const refused = typeof read === "string" ? read : parts.onPointing(seat.participantId, read);
    if (refused !== undefined) refuseTo(client, refused);
  });
  room.onMessage("*", (client: SeatClient) => {
    if (pay(client, "message") !== undefined) refuseTo(client, "protocol/unknown_message");
  });
  return { judge };
}

/** A stop in its whole form; what only calls itself one is a command like any other. */
function readPainStop(message: unknown): CommandRequest | undefined {
  const { command } = (message ?? {}) as { command?: { name?: unknown } | null };
  if (command?.name !== "stopForPain") return undefined;
  const request = readMessage(commandRequest, message, MESSAGE_LIMITS_BYTES.command);
  return typeof request === "string" ? undefined : request;
}
