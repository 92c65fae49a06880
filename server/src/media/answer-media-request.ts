// One request of one participant: decided by the session's rules, carried out by the media node, kept in the registry.
import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import type { ConsumerOffer, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { type MediaSource, mayConsume } from "@ensemble/shared/session/may-consume.ts";
import { mayProbe } from "@ensemble/shared/session/may-probe.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { Lines } from "./keep-lines.ts";
import type { MediaRegistry } from "./media-registry.ts";
import type { OfferedNode } from "./turn/offer-turn.ts";

export interface MediaDesk {
  readonly node: OfferedNode;
  readonly registry: MediaRegistry;
  readonly lines: Pick<Lines, "carries" | "layersFor" | "noteLimited">;
  readonly state: () => SessionState;
  /** Called after what is being sent, or looked at, has changed. */
  readonly onChanged: () => void;
  /** Called for every probe that begins: it has to end. */
  readonly onProbe: (participantId: ParticipantId, consumerId: string) => void;
}

type NodeRequest = Exclude<MediaRequest, { readonly op: "capabilities" | "offers" }>;
type Asked<Op extends NodeRequest["op"]> = Extract<NodeRequest, { readonly op: Op }>;

const DONE = { done: true } as const;

export async function answerMediaRequest(
  desk: MediaDesk,
  seat: MediaSeat,
  request: NodeRequest,
): Promise<MediaAnswers[NodeRequest["op"]]> {
  const { node, registry } = desk;
  switch (request.op) {
    case "openTransport": {
      const offer = await node.openTransport(seat, request.direction);
      registry.setTransport(seat.participantId, request.direction, offer.id);
      // Nothing has been said of this one yet.
      if (request.direction === "send") desk.lines.noteLimited(seat.participantId, false);
      desk.onChanged();
      return { ...offer, ...waysRound(node, seat) };
    }
    case "connectTransport":
      await node.connectTransport(seat, request.transportId, request.dtlsParameters);
      return DONE;
    case "restartIce":
      return { iceParameters: await node.restartIce(seat, request.transportId), ...waysRound(node, seat) };
    case "produce":
      return produce(desk, seat, request);
    case "closeProducer":
      await node.closeProducer(seat, request.producerId);
      return DONE;
    case "pauseProducer":
    case "resumeProducer":
      return pauseOrResumeProducer(desk, seat, request);
    case "consume":
      return consume(desk, seat, request);
    case "probe":
      return probe(desk, seat, request);
    case "limited":
      desk.lines.noteLimited(seat.participantId, request.byLine);
      return DONE;
    case "pause":
    case "resume":
    case "preferLayers":
      return look(desk, seat, request);
  }
}

function waysRound(node: OfferedNode, seat: MediaSeat): Pick<MediaAnswers["restartIce"], "iceServers"> {
  const iceServers = node.waysRound?.(seat);
  return iceServers === undefined ? {} : { iceServers };
}

async function produce(desk: MediaDesk, seat: MediaSeat, request: Asked<"produce">): Promise<MediaAnswers["produce"]> {
  const { transportId, source, rtpParameters, widthPixels } = request;
  const { producerId } = await desk.node.produce(seat, { transportId, source, rtpParameters });
  const spatialLayers = Math.max(1, rtpParameters.encodings?.length ?? 1);
  const { participantId } = seat;
  desk.registry.addSent({ participantId, source, producerId, widthPixels, spatialLayers, paused: false });
  desk.onChanged();
  return { producerId };
}

async function pauseOrResumeProducer(
  { node, registry, onChanged }: MediaDesk,
  seat: MediaSeat,
  { op, producerId }: Asked<"pauseProducer" | "resumeProducer">,
): Promise<typeof DONE> {
  await node[op](seat, producerId);
  registry.markPaused(seat.participantId, producerId, op === "pauseProducer");
  onChanged();
  return DONE;
}

async function consume(desk: MediaDesk, seat: MediaSeat, request: Asked<"consume">): Promise<MediaAnswers["consume"]> {
  const { participantId: owner, source } = request;
  const isAllowed = () => mayConsume(seat.participantId, owner, source, desk.state());
  const { offer, widthPixels } = await openConsumer(desk, seat, request, { owner, source, isAllowed, probe: false });
  return { ...offer, widthPixels };
}

async function probe(desk: MediaDesk, seat: MediaSeat, request: Asked<"probe">): Promise<MediaAnswers["probe"]> {
  const owner = seat.participantId;
  const isAllowed = () => mayProbe(owner, desk.state());
  const { offer } = await openConsumer(desk, seat, request, { owner, source: "camera", isAllowed, probe: true });
  desk.onProbe(owner, offer.consumerId);
  return offer;
}

interface Looked {
  readonly owner: ParticipantId;
  readonly source: MediaSource;
  readonly isAllowed: () => boolean;
  readonly probe: boolean;
}

async function openConsumer(
  desk: MediaDesk,
  seat: MediaSeat,
  { transportId, rtpCapabilities }: Pick<Asked<"probe">, "transportId" | "rtpCapabilities">,
  { owner, source, isAllowed, probe: isProbe }: Looked,
): Promise<{ offer: ConsumerOffer; widthPixels: number | undefined }> {
  const { node, registry } = desk;
  const viewer = seat.participantId;
  if (!isAllowed()) throw new DomainError("media/not_allowed");
  const sent = registry.findSent(owner, source);
  if (!sent) throw new DomainError("media/unknown");
  // One a picture: an answer that never arrived must not leave its consumer behind.
  const former = registry.findConsumed(viewer, owner, source);
  if (former) {
    registry.removeConsumed(former.consumerId);
    await node.closeConsumer(seat, former.consumerId);
  }
  const { producerId, widthPixels } = sent;
  const offer = await node.consume(seat, { transportId, producerId, rtpCapabilities });
  // Consent may have been withdrawn, or the class begun, while the worker was at it.
  if (!isAllowed()) {
    await node.closeConsumer(seat, offer.consumerId);
    throw new DomainError("media/not_allowed");
  }
  // It begins with nothing being sent.
  const view = { receiving: false, spatialLayer: undefined, spatialLayers: offer.spatialLayers };
  registry.addConsumed({ consumerId: offer.consumerId, producerId, viewer, owner, source, view, probe: isProbe });
  desk.onChanged();
  return { offer, widthPixels };
}

/** Noted first: what the viewer's line does not carry now is given once it does. */
async function look(
  { node, registry, lines, onChanged }: MediaDesk,
  seat: MediaSeat,
  request: Asked<"pause" | "resume" | "preferLayers">,
): Promise<typeof DONE> {
  const { consumerId } = request;
  const { spatialLayer } = request.op === "preferLayers" ? request : {};
  const change = request.op === "preferLayers" ? { spatialLayer } : { receiving: request.op === "resume" };
  const consumed = registry.changeView(seat.participantId, consumerId, change);
  if (consumed === undefined) throw new DomainError("media/unknown");
  if (request.op === "preferLayers") {
    const carried = lines.layersFor(consumed);
    const temporalLayer = lesser(request.temporalLayer, carried.temporalLayer);
    await node.preferLayers(seat, consumerId, { ...carried, temporalLayer });
  } else if (request.op === "pause") await node.pauseConsumer(seat, consumerId);
  else if (lines.carries(consumed)) await node.resumeConsumer(seat, consumerId);
  onChanged();
  return DONE;
}

/** Undefined: all of them. */
function lesser(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}
