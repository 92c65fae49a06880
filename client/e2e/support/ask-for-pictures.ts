// A patient's own client that is no page of ours: it asks the server for anybody's picture, in plain requests, whatever a page would show.
import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { takeRawSeat } from "../../../server/test/support/raw-seat.ts";

export interface PictureAsker {
  /** "given", or the code with which it was refused. */
  readonly askFor: (owner: ParticipantId) => Promise<string>;
  /** Whether what was given last may still be used. */
  readonly stillHas: () => Promise<string>;
  readonly close: () => void;
}

export async function askForPictures(url: string, groupSessionId: GroupSessionId, link: string): Promise<PictureAsker> {
  const seat = await takeRawSeat(url, { groupSessionId, link });
  await seat.hello();
  for (const command of [
    { name: "acceptAgreement", version: AGREEMENT_VERSION },
    { name: "stateWhereabouts", place: "At home", emergencyContact: "Ida, 0151 5550123" },
    { name: "declareReady", ready: true },
  ])
    await seat.command(command);
  const ask = async <Op extends MediaRequest["op"]>(request: Extract<MediaRequest, { op: Op }>) =>
    (await seat.room.request(WIRE.media, request)) as { answer: MediaAnswers[Op] } | { refused: string };
  const get = async <Op extends MediaRequest["op"]>(request: Extract<MediaRequest, { op: Op }>) => {
    const answer = await ask<Op>(request);
    if ("refused" in answer) throw new Error(answer.refused);
    return answer.answer;
  };
  const { rtpCapabilities } = await get<"capabilities">({ op: "capabilities" });
  const { id: transportId } = await get<"openTransport">({ op: "openTransport", direction: "receive" });
  let consumerId = "";
  return {
    askFor: async (participantId) => {
      const answer = await ask<"consume">({
        op: "consume",
        transportId,
        participantId,
        source: "camera",
        rtpCapabilities,
      });
      if ("refused" in answer) return answer.refused;
      consumerId = answer.answer.consumerId;
      return "given";
    },
    stillHas: async () => {
      const answer = await ask<"resume">({ op: "resume", consumerId });
      return "refused" in answer ? answer.refused : "given";
    },
    close: seat.close,
  };
}
