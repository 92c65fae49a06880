// Audio and video of one session: who may see and hear whom is enforced here, whatever clients ask for.
import {
  type MediaChangedMessage,
  type MediaRequest,
  mediaRequest,
  RECORDING_HEARS,
} from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNodeEvent, OpenedSession } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { RecordedNow } from "@ensemble/shared/protocol/session-view.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { type MediaSource, mayConsume } from "@ensemble/shared/session/may-consume.ts";
import { mayProbe, PROBE_LASTS_MS } from "@ensemble/shared/session/may-probe.ts";
import { carriesPicture, carriesSound } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { shareAt, stepsLess } from "@ensemble/shared/session/picture-share-rules.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { MediaCounts } from "../platform/metrics.ts";
import { answerMediaRequest } from "./answer-media-request.ts";
import { createLines } from "./keep-lines.ts";
import type { LineStep } from "./line-watch-rules.ts";
import { type Consumed, MediaRegistry } from "./media-registry.ts";
import { isOver, offersFor } from "./offer-rules.ts";
import { createSessionRecorder, type RecordingKeeper } from "./record-session.ts";
import type { OfferedNode } from "./turn/offer-turn.ts";
import { Visitor } from "./visitor.ts";
import { type View, wantedSizes } from "./wanted-sizes-rules.ts";

export interface SessionMediaOptions {
  readonly node: OfferedNode;
  readonly groupSessionId: GroupSessionId;
  readonly state: () => SessionState;
  readonly epoch: () => number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Returns the way to call it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** Sends a `mediaChanged` message; does nothing for somebody who is not connected. */
  readonly tell: (participantId: ParticipantId, message: MediaChangedMessage) => void;
  /** What somebody's line carries has changed. */
  readonly stepChanged?: (participantId: ParticipantId, now: LineStep) => void;
  /** How well somebody's line does, as it is shown, has changed; undefined: nothing is measured any more. */
  readonly lineMarked?: (participantId: ParticipantId, quality: LineQuality | undefined) => void;
  /** Where recordings are kept; without it nobody is recorded. */
  readonly recording?: {
    readonly keeper: RecordingKeeper;
    /** Milliseconds since the session opened. */
    readonly sessionNowMs: () => number;
    /** What is being kept of this person has changed. */
    readonly recordedNow: (participantId: ParticipantId, now: RecordedNow) => void;
    /** Another process owns the session by now. */
    readonly lostLease: () => void;
  };
  /** Told what went wrong and was dealt with. */
  readonly report: (what: string, detail?: unknown) => void;
}

export interface SessionMedia {
  /** Answers one `media` request; refuses with a DomainError. */
  readonly handle: (participantId: ParticipantId, request: unknown) => Promise<unknown>;
  /** Closes all that runs from and to a participant whose seat in the room is given up. */
  readonly participantLeft: (participantId: ParticipantId) => void;
  /** After every change of the state: closes what is no longer allowed and tells viewers what is. */
  readonly sessionChanged: () => void;
  /** To be called once a second. */
  readonly lookAtLines: () => void;
  readonly counts: () => MediaCounts;
  readonly close: () => Promise<void>;
}

/** After the media node has lost the session: longer than it takes people whose network is well. */
const RETURNS_WITHIN_MS = 15_000;
const RETURNS_LOOKED_FOR_EVERY_MS = 250;
/** While no media node takes the session. */
const REOPENED_EVERY_MS = 2_000;

export function createSessionMedia(options: SessionMediaOptions): SessionMedia {
  const { node, groupSessionId, state, epoch, nowMs, schedule, tell, report } = options;
  const registry = new MediaRegistry();
  const visitors = new Map<ParticipantId, Visitor>();
  let opened: OpenedSession | undefined;
  let opening: Promise<OpenedSession> | undefined;
  let closed = false;
  let stopLooking = () => {};
  let returnsUntilMs = 0;
  const lines = createLines({
    node,
    groupSessionId,
    registry,
    nowMs,
    schedule,
    isThere: (participantId) => !closed && state().participants[participantId]?.present === true,
    isRecorded: (participantId) => recorder?.takes(participantId, "camera") ?? false,
    report,
    ownPicture: (participantId) => {
      const sent = registry.findSent(participantId, "camera");
      return sent && { sizes: sent.spatialLayers, wantedSizes: dueOf(participantId) };
    },
    told: (participantId, now) => options.stepChanged?.(participantId, now),
    changed: tellChanges,
    marked: (participantId, quality) => options.lineMarked?.(participantId, quality),
  });
  const desk = { node, registry, lines, state, onChanged: followChanges, onProbe: endProbeLater };
  const probeEnds = new Map<ParticipantId, () => void>();
  const recorder =
    options.recording && createSessionRecorder({ ...options, ...options.recording, registry, changed: tellChanges });
  const unsubscribe = node.subscribe(follow);

  function follow(event: MediaNodeEvent): void {
    if (event.kind === "producerClosed" && event.seat.groupSessionId === groupSessionId) {
      registry.removeSent(event.producerId);
      recorder?.converge();
      tellChanges();
    } else if (event.kind === "sessionLost" && event.groupSessionId === groupSessionId) {
      opened = undefined;
      registry.clear();
      lines.loseServer();
      recorder?.converge();
      tellChanges();
      openAgain();
      returnsUntilMs = nowMs() + RETURNS_WITHIN_MS;
      lookForReturns();
    }
  }

  /** Who is back is shown and heard again, and told so, before the lines are looked at anyway. */
  function lookForReturns(): void {
    stopLooking();
    stopLooking = schedule(RETURNS_LOOKED_FOR_EVERY_MS, async () => {
      if (closed || nowMs() > returnsUntilMs) return;
      if (!opened || (await lines.lookForReturns())) lookForReturns();
    });
  }

  /** Nobody asks for it meanwhile: clients wait to be told that there is one. */
  function openAgain(): void {
    if (closed || opened || isOver(state())) return;
    open().catch((error: unknown) => {
      report("a session's media cannot be opened again", error);
      schedule(REOPENED_EVERY_MS, openAgain);
    });
  }

  function open(): Promise<OpenedSession> {
    if (opened) return Promise.resolve(opened);
    opening ??= node
      .openSession(groupSessionId, epoch())
      .then((session) => {
        opened = session;
        tellChanges();
        return session;
      })
      .finally(() => {
        opening = undefined;
      });
    return opening;
  }

  async function handle(participantId: ParticipantId, request: unknown): Promise<unknown> {
    if (closed) throw new DomainError("media/away");
    if (!Object.hasOwn(state().participants, participantId)) throw new DomainError("media/not_allowed");
    const visitor = visitorOf(participantId);
    visitor.payForRequest(nowMs());
    const parsed = mediaRequest.safeParse(request);
    if (!parsed.success) throw new DomainError("media/malformed");
    if (parsed.data.op === "openTransport") visitor.payForTransport(nowMs());
    if (parsed.data.op === "probe") visitor.payForProbe(nowMs());
    return visitor.inTurn((hasLeft) => take(participantId, hasLeft, parsed.data));
  }

  async function take(participantId: ParticipantId, hasLeft: () => boolean, request: MediaRequest): Promise<unknown> {
    if (closed || hasLeft()) throw new DomainError("media/away");
    if (request.op === "offers") {
      if (!isOver(state())) await open();
      return { ...messageFor(participantId), transports: registry.transportsOf(participantId) };
    }
    if (isOver(state())) throw new DomainError("media/not_now");
    const session = await open();
    if (request.op === "capabilities") return session;
    const seat = { groupSessionId, participantId };
    const answer = await answerMediaRequest(desk, seat, request);
    if (!closed && !hasLeft()) return answer;
    registry.removeParticipant(participantId);
    await node.closeParticipant(seat);
    throw new DomainError("media/away");
  }

  function participantLeft(participantId: ParticipantId): void {
    visitorOf(participantId).leave();
    lines.forget(participantId);
    leave(participantId);
    tellChanges();
  }

  function leave(participantId: ParticipantId): void {
    registry.removeParticipant(participantId);
    if (opened) closing("a seat", node.closeParticipant({ groupSessionId, participantId }));
  }

  /** Somebody sends or looks at something else than before. */
  function followChanges(): void {
    recorder?.converge();
    tellChanges();
  }

  function sessionChanged(): void {
    recorder?.converge();
    if (isOver(state())) for (const participantId of sendersAndViewers(registry)) leave(participantId);
    for (const consumed of registry.consumed) if (!isAllowed(consumed)) end(consumed);
    tellChanges();
  }

  const isAllowed = ({ viewer, owner, source, probe }: Consumed): boolean =>
    probe ? mayProbe(viewer, state()) : mayConsume(viewer, owner, source, state());

  function end({ viewer, consumerId }: Pick<Consumed, "viewer" | "consumerId">): void {
    const closed = registry.beginClosing(consumerId);
    const close = node.closeConsumer({ groupSessionId, participantId: viewer }, consumerId);
    closing("a consumer", close.finally(closed));
    close.then(tellChanges, tellChanges);
  }

  /** Whatever the client does: its own picture comes back for this long and no longer. */
  function endProbeLater(viewer: ParticipantId, consumerId: string): void {
    probeEnds.get(viewer)?.();
    const over = () => {
      probeEnds.delete(viewer);
      if (!closed && registry.findConsumer(consumerId)?.viewer === viewer) end({ viewer, consumerId });
    };
    probeEnds.set(viewer, schedule(PROBE_LASTS_MS, over));
  }

  function tellChanges(): void {
    if (closed) return;
    for (const { participantId, present, simulated } of Object.values(state().participants)) {
      if (simulated) continue;
      const visitor = visitorOf(participantId);
      if (!present) {
        visitor.told = "";
        continue;
      }
      const message = messageFor(participantId);
      const told = JSON.stringify(message);
      if (visitor.told === told) continue;
      visitor.told = told;
      tell(participantId, message);
    }
  }

  function messageFor(participantId: ParticipantId): MediaChangedMessage {
    const generation = isOver(state()) ? null : (opened?.generation ?? null);
    const offers = offersFor(participantId, registry.sent, state(), lines);
    const sends = (source: MediaSource) => registry.findSent(participantId, source) !== undefined;
    return {
      epoch: epoch(),
      generation,
      offers,
      ...(sends("camera") ? { wantedSizes: wantedOf(participantId) } : {}),
      ...carriedOf(participantId),
      ...(sends("microphone") ? { hearers: hearersOf(participantId) } : {}),
    };
  }

  /** In a private word nothing is said that a recording would hear. */
  function hearersOf(owner: ParticipantId): readonly ParticipantId[] {
    const people = registry.hearersOf(owner);
    return recorder?.takes(owner, "microphone") ? [...people, RECORDING_HEARS] : people;
  }

  /** Said only while something is held back: it stops at once, and not after a while like what nobody looks at. */
  function carriedOf(owner: ParticipantId): Pick<MediaChangedMessage, "carried"> {
    const step = lines.carriedStep(owner);
    if (step === "full" || isProbing(owner)) return {};
    const less = stepsLess(step);
    const { sizes } = shareAt(step, sizesOf(owner));
    return { carried: { sizes, sound: carriesSound(step), ...(less === undefined ? {} : { less }) } };
  }

  /** No more of a picture than its viewers' lines take, and nothing where the owner's carries none: how much of it that does, `carried` says. */
  function wantedOf(owner: ParticipantId): number {
    const consumers = registry.consumersOf(owner, "camera");
    const views: View[] = consumers.map((one) => ({
      ...one.view,
      receiving: one.view.receiving && lines.carries(one),
      spatialLayer: lines.layersFor(one).spatialLayer,
    }));
    const spatialLayers = registry.findSent(owner, "camera")?.spatialLayers ?? 1;
    // A recording looks at the largest there is.
    if (recorder?.takes(owner, "camera")) views.push({ receiving: true, spatialLayer: undefined, spatialLayers });
    return isProbing(owner) || carriesPicture(lines.carriedStep(owner)) ? wantedSizes(views) : 0;
  }

  /** Of what is wanted, as much as the owner is to send. */
  function dueOf(owner: ParticipantId): number {
    const wanted = wantedOf(owner);
    return isProbing(owner) ? wanted : shareAt(lines.carriedStep(owner), wanted).sizes;
  }

  const sizesOf = (owner: ParticipantId): number =>
    Math.max(
      registry.findSent(owner, "camera")?.spatialLayers ?? 1,
      ...registry.consumersOf(owner, "camera").map(({ view }) => view.spatialLayers),
    );

  const isProbing = (owner: ParticipantId) => registry.consumersOf(owner, "camera").some(({ probe }) => probe);

  function visitorOf(participantId: ParticipantId): Visitor {
    let visitor = visitors.get(participantId);
    if (!visitor) {
      visitor = new Visitor();
      visitors.set(participantId, visitor);
    }
    return visitor;
  }

  /** Closing what closed by itself meanwhile is no trouble. */
  function closing(what: string, close: Promise<void>): void {
    close.catch((error: unknown) => {
      if (!(error instanceof DomainError)) report(`${what} could not be closed`, error);
    });
  }

  return {
    handle,
    participantLeft,
    sessionChanged,
    lookAtLines: () => {
      if (opened && !closed && !isOver(state())) void lines.look();
    },
    counts: () => registry.counts,
    close: async () => {
      closed = true;
      for (const callOff of probeEnds.values()) callOff();
      stopLooking();
      await recorder?.close();
      unsubscribe();
      registry.clear();
      await node.closeSession(groupSessionId);
    },
  };
}

function sendersAndViewers(registry: MediaRegistry): Set<ParticipantId> {
  return new Set([
    ...[...registry.sent].map(({ participantId }) => participantId),
    ...registry.consumed.map(({ viewer }) => viewer),
  ]);
}
