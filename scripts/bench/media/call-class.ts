// A full class calls: seven people, each with a transport a way, who send and receive what the plan says, in the product's own signalling.
import type { Arriving, Caller } from "../../../media/test/load/callers.ts";
import { packetsPerSecond, WIDTH_PIXELS } from "../../../media/test/load/invented-people.ts";
import type { ParticipantId } from "../../../shared/src/session/identifiers.ts";
import { type ForwardedStream, MEMBERS, PATIENTS } from "./class-plan.ts";
import type { RunningForwarder } from "./start-forwarder.ts";

export const CONNECTIONS_PER_CLASS = 2 * (PATIENTS + 1);

export interface CalledClass {
  readonly streams: readonly { readonly plan: ForwardedStream; readonly arriving: Arriving }[];
  /** That are due in a second, of all streams. */
  readonly packetsPerSecond: number;
  readonly close: () => Promise<void>;
}

export async function callClass(
  forwarder: RunningForwarder,
  session: number,
  plan: readonly ForwardedStream[],
): Promise<CalledClass> {
  const callers: Caller[] = [];
  const receiving = new Map<ParticipantId, { readonly caller: Caller; readonly transportId: string }>();
  for (const [index, { participantId }] of MEMBERS.entries()) {
    const sender = await connect(participantId, "send");
    // Not the same person in every class, so that not all cameras give a picture at once.
    const person = session * MEMBERS.length + index;
    for (const source of ["camera", "microphone"] as const)
      await forwarder.ask(session, participantId, {
        op: "produce",
        transportId: sender.transportId,
        source,
        rtpParameters: await sender.caller.send(person, source),
        ...(source === "camera" ? { widthPixels: WIDTH_PIXELS } : {}),
      });
    receiving.set(participantId, await connect(participantId, "receive"));
  }
  const streams: { plan: ForwardedStream; arriving: Arriving }[] = [];
  for (const one of plan) streams.push({ plan: one, arriving: await look(one) });

  async function connect(participantId: ParticipantId, direction: "send" | "receive") {
    const offer = await forwarder.ask(session, participantId, { op: "openTransport", direction });
    const caller = forwarder.callers.take();
    callers.push(caller);
    await caller.connectTo(offer, (dtlsParameters) =>
      forwarder.ask(session, participantId, {
        op: "connectTransport",
        transportId: offer.id,
        dtlsParameters: dtlsParameters as never,
      }),
    );
    return { caller, transportId: offer.id };
  }

  async function look({ viewer, owner, source, size }: ForwardedStream): Promise<Arriving> {
    const { caller, transportId } = receiving.get(viewer) ?? { caller: undefined, transportId: "" };
    const { rtpCapabilities } = forwarder.callers;
    const offer = await forwarder.ask(session, viewer, {
      op: "consume",
      transportId,
      participantId: owner,
      source,
      rtpCapabilities,
    });
    const { consumerId } = offer;
    if (caller === undefined) throw new Error(`${viewer} has no connection`);
    const arriving = await caller.receive(offer);
    if (source === "camera")
      await forwarder.ask(session, viewer, { op: "preferLayers", consumerId, spatialLayer: size });
    await forwarder.ask(session, viewer, { op: "resume", consumerId });
    return arriving;
  }

  return {
    streams,
    packetsPerSecond: plan.reduce((sum, { source, size }) => sum + packetsPerSecond(source, size), 0),
    close: async () => {
      await forwarder.closeSession(session);
      for (const caller of callers) caller.close();
    },
  };
}
