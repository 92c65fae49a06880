// A device that sends a picture and a sound and asks for everybody else's again and again, allowed or not, and again for what it was once
// given. No picture flows: what counts is what the server gives.
import { randomUUID } from "node:crypto";
import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { SimulatedParticipant } from "../../server/src/demo/simulated-participant.ts";
import { cameraParameters, microphoneParameters } from "../../server/test/support/browser-media.ts";
import type { Observation } from "./observation.ts";

export interface PictureAsker {
  /** One look at the line, one request for somebody's picture or sound. Resolves when it is answered, or the line is gone. */
  readonly ask: (of: ParticipantId, source: MediaSource) => Promise<void>;
}

interface Devices {
  readonly generation: string;
  readonly receiving: string;
  readonly rtpCapabilities: MediaAnswers["capabilities"]["rtpCapabilities"];
  /** What was given, by owner and source. */
  readonly given: Map<string, string>;
}

class Refusal extends Error {}

export function createPictureAsker(
  { me, link }: SimulatedParticipant,
  number: number,
  record: (observation: Observation) => void,
): PictureAsker {
  const by = me.personId;
  let devices: Devices | undefined;

  const request = async <Op extends MediaRequest["op"]>(
    asked: Extract<MediaRequest, { op: Op }>,
  ): Promise<MediaAnswers[Op]> => {
    const answer = (await link.request(WIRE.media, asked)) as { answer: MediaAnswers[Op] } | { refused: string };
    if ("refused" in answer) throw new Refusal(answer.refused);
    return answer.answer;
  };

  const open = async (): Promise<Devices> => {
    const { generation, rtpCapabilities } = await request({ op: "capabilities" });
    const sending = await request({ op: "openTransport", direction: "send" });
    const firstSsrc = 1_000 + 100 * number;
    const camera = cameraParameters(firstSsrc);
    const microphone = microphoneParameters(firstSsrc + 50);
    await request({ op: "produce", transportId: sending.id, source: "camera", rtpParameters: camera });
    await request({ op: "produce", transportId: sending.id, source: "microphone", rtpParameters: microphone });
    const { id: receiving } = await request({ op: "openTransport", direction: "receive" });
    return { generation, receiving, rtpCapabilities, given: new Map() };
  };

  /** As it is now at the server: after a cut or with another owner everything is built anew. */
  const current = async (): Promise<Devices> => {
    const { generation, transports } = await request({ op: "offers" });
    if (devices !== undefined && (devices.generation !== generation || !transports.includes(devices.receiving)))
      devices = undefined;
    devices ??= await open();
    return devices;
  };

  const judged = async (
    asked: { readonly of: string; readonly source: MediaSource; readonly what: "consume" | "resume" },
    run: () => Promise<void>,
  ): Promise<void> => {
    const requestId = randomUUID();
    record({ kind: "askedPicture", by, requestId, ...asked });
    try {
      await run();
      record({ kind: "gotPicture", by, requestId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      record({ kind: "refusedPicture", by, requestId, code: error.message });
    }
  };

  return {
    ask: async (of, source) => {
      try {
        const { receiving, rtpCapabilities, given } = await current();
        const place = `${of} ${source}`;
        const before = given.get(place);
        given.delete(place);
        if (before !== undefined)
          await judged({ of, source, what: "resume" }, async () => {
            await request({ op: "resume", consumerId: before });
          });
        await judged({ of, source, what: "consume" }, async () => {
          const consume = {
            op: "consume",
            transportId: receiving,
            participantId: of,
            source,
            rtpCapabilities,
          } as const;
          given.set(place, (await request(consume)).consumerId);
        });
      } catch {
        // The line is gone, or whoever was asked: with the next look everything is built anew.
        devices = undefined;
      }
    },
  };
}
