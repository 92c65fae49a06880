// Watches everybody's line once a second and holds back what it cannot carry: sizes of pictures first, then pictures, sound last.
import type { LineReading, MediaNode, PreferredLayers } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { carriesPicture, carriesSound, type PictureStep } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { FRAME_SHARES, shareAt } from "@ensemble/shared/session/picture-share-rules.ts";
import {
  carriedStep,
  createLineWatch,
  isReplaced,
  isUnseen,
  type LineStep,
  type LineWatch,
  leftOutOf,
  look,
  loseServer,
  qualityShown,
  toldOf,
} from "./line-watch-rules.ts";
import type { Consumed, MediaRegistry } from "./media-registry.ts";
import { flowsFrom, flowsTo, type OwnPicture } from "./picture-flow-rules.ts";

export interface Lines {
  /** What may be asked of the line now. */
  readonly carriedStep: (participantId: ParticipantId) => PictureStep;
  /** Nothing that moves comes from this line, and what came last is not to stand there as if it did. */
  readonly isWeak: (participantId: ParticipantId) => boolean;
  /** The viewer's line is too narrow for this picture beside the others: nothing of it comes. */
  readonly leavesOut: (viewer: ParticipantId, owner: ParticipantId) => boolean;
  /** What the person's page says: its browser sends less of the picture than it might because of the line. */
  readonly noteLimited: (participantId: ParticipantId, limited: boolean) => void;
  /** One look at all of them; a second one meanwhile is left out. */
  readonly look: () => Promise<void>;
  /** Between two looks: whoever is connected again after the media node had lost the session. False once nobody is missing. */
  readonly lookForReturns: () => Promise<boolean>;
  /** Of somebody who has left. */
  readonly forget: (participantId: ParticipantId) => void;
  /** The media node has lost the session. */
  readonly loseServer: () => void;
  /** Whether the viewer's line carries it at all. */
  readonly carries: (consumed: Consumed) => boolean;
  /** The size the viewer asked for, and of its pictures a second, as far as the viewer's line carries them. */
  readonly layersFor: (consumed: Consumed) => PreferredLayers;
}

export interface LinesOptions {
  readonly node: MediaNode;
  readonly groupSessionId: GroupSessionId;
  readonly registry: MediaRegistry;
  readonly nowMs: () => number;
  /** Returns the way to call it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** Who is not is not looked at, whatever was counted before. */
  readonly isThere: (participantId: ParticipantId) => boolean;
  /** Of the picture. */
  readonly isRecorded: (participantId: ParticipantId) => boolean;
  /** Sizes of this person's picture that are to be sent now; undefined where none is. */
  readonly ownPicture: (participantId: ParticipantId) => Omit<OwnPicture, "limited"> | undefined;
  /** What is told of a line has changed. */
  readonly told: (participantId: ParticipantId, now: LineStep) => void;
  /** What is carried, or comes, has changed. */
  readonly changed: () => void;
  /** How well a line does, as it is shown, has changed; undefined: nothing is measured any more. */
  readonly marked: (participantId: ParticipantId, quality: LineQuality | undefined) => void;
  readonly report: (what: string, detail?: unknown) => void;
}

/** Pages send each size in three layers of time, each of which doubles the pictures a second. */
const TEMPORAL_LAYERS = FRAME_SHARES.length;
/** A media node that has not answered by then is asked again: one question that hangs would leave everybody's line unjudged for as long as it does. */
const READ_WITHIN_MS = 2_000;

export function createLines(options: LinesOptions): Lines {
  const { node, groupSessionId, registry, nowMs, schedule, isThere, isRecorded, report } = options;
  const watches = new Map<ParticipantId, LineWatch>();
  const limited = new Set<ParticipantId>();
  let looking = false;
  /** Looks in a row for which no answer came in time. */
  let overdue = 0;

  function put(participantId: ParticipantId, next: LineWatch): void {
    const before = watches.get(participantId);
    watches.set(participantId, next);
    if (qualityShown(next) !== qualityShown(before)) options.marked(participantId, qualityShown(next));
    const steps = next.ladder.step !== (before?.ladder.step ?? "full");
    if (steps) for (const consumed of registry.consumed) if (consumed.viewer === participantId) fitOrReport(consumed);
    const [told, toldBefore] = [toldOf(next), toldOf(before)];
    if (told.step !== toldBefore.step || (told.step !== "full" && told.cause !== toldBefore.cause))
      options.told(participantId, told);
    const leftOut = String(leftOutOf(next)) !== String(leftOutOf(before));
    if (steps || leftOut || isUnseen(next) !== isUnseen(before)) options.changed();
  }

  async function lookAtAll(): Promise<void> {
    await lookAt((found) => [...found, ...watches.keys()]);
  }

  async function lookForReturns(): Promise<boolean> {
    const missing = () =>
      [...watches].flatMap(([participantId, watch]) =>
        isThere(participantId) && isReplaced(watch) ? [participantId] : [],
      );
    if (missing().length === 0) return false;
    // Those who are back already are judged once a second, and by nothing else.
    await lookAt((found) => missing().filter((participantId) => found.has(participantId)));
    return missing().length > 0;
  }

  /** `chosen`: of those there are readings of, and others. */
  async function lookAt(chosen: (found: ReadonlySet<ParticipantId>) => readonly ParticipantId[]): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const read = await readInTime();
      if (read === undefined) return;
      const readings = new Map(read.map((one) => [one.participantId, one]));
      const atMs = nowMs();
      for (const participantId of new Set(chosen(new Set(readings.keys())).filter(isThere)))
        put(participantId, lookNow(participantId, readings.get(participantId), atMs));
    } catch (error) {
      // Lost in this moment: it says so itself.
      if (!(error instanceof DomainError)) report("the lines of a session could not be looked at", error);
    } finally {
      looking = false;
    }
  }

  function lookNow(participantId: ParticipantId, reading: LineReading | undefined, atMs: number): LineWatch {
    const own = options.ownPicture(participantId);
    const flows = {
      up: reading ? flowsFrom(reading, own && { ...own, limited: limited.has(participantId) }) : [],
      down: reading ? flowsTo(reading, (id) => registry.findConsumer(id)) : [],
    };
    const pictures = passesPictures(participantId);
    return look(watches.get(participantId) ?? createLineWatch(atMs), reading, { atMs, pictures, flows });
  }

  /** Undefined where the node does not answer in time; told once, and once more when it does again. */
  async function readInTime(): Promise<readonly LineReading[] | undefined> {
    const reading = node.readLines(groupSessionId);
    let callOff = () => {};
    const late = new Promise<undefined>((resolve) => {
      callOff = schedule(READ_WITHIN_MS, () => resolve(undefined));
    });
    const read = await Promise.race([reading, late]).finally(callOff);
    if (read === undefined) {
      overdue += 1;
      if (overdue === 1) report("the media node does not say in time how a session's lines do");
      // What comes too late, or is refused by then, is of no use any more.
      reading.catch(() => undefined);
      return undefined;
    }
    if (overdue > 0) report("the media node says again how a session's lines do", `${overdue} looks were missed`);
    overdue = 0;
    return read;
  }

  /** Whatever their lines carry. */
  function passesPictures(participantId: ParticipantId): boolean {
    const isOn = (owner: ParticipantId) => registry.findSent(owner, "camera")?.paused === false;
    const passes = ({ viewer, owner, source, view }: Consumed) =>
      source === "camera" && view.receiving && (viewer === participantId || owner === participantId) && isOn(owner);
    return registry.consumed.some(passes) || (isOn(participantId) && isRecorded(participantId));
  }

  /** A probe is there to find out what a line carries, for some seconds: nothing of it is held back. */
  function carries({ viewer, source, probe }: Consumed): boolean {
    if (probe) return true;
    const step = carriedStep(watches.get(viewer));
    return source === "camera" ? carriesPicture(step) : carriesSound(step);
  }

  function layersFor({ viewer, view, probe }: Consumed): PreferredLayers {
    const asked = Math.min(view.spatialLayer ?? view.spatialLayers - 1, view.spatialLayers - 1);
    if (probe) return { spatialLayer: asked };
    const { sizes, frames } = shareAt(carriedStep(watches.get(viewer)), asked + 1);
    const spatialLayer = Math.max(1, sizes) - 1;
    return frames === 1
      ? { spatialLayer }
      : { spatialLayer, temporalLayer: TEMPORAL_LAYERS - FRAME_SHARES.indexOf(frames) - 1 };
  }

  async function fit(consumed: Consumed): Promise<void> {
    const { consumerId, viewer, source, view } = consumed;
    const seat = { groupSessionId, participantId: viewer };
    if (!view.receiving || !carries(consumed)) return node.pauseConsumer(seat, consumerId);
    if (source === "camera") await node.preferLayers(seat, consumerId, layersFor(consumed));
    // Meanwhile the line may have become worse, or the viewer have looked away.
    const now = registry.findConsumer(consumerId);
    if (now?.view.receiving && carries(now)) await node.resumeConsumer(seat, consumerId);
  }

  function fitOrReport(consumed: Consumed): void {
    fit(consumed).catch((error: unknown) => {
      // Closed by itself meanwhile.
      if (!(error instanceof DomainError)) report("a consumer could not be fitted to its line", error);
    });
  }

  return {
    carriedStep: (participantId) => carriedStep(watches.get(participantId)),
    isWeak: (participantId) => isUnseen(watches.get(participantId)),
    leavesOut: (viewer, owner) => {
      const consumed = registry.findConsumed(viewer, owner, "camera");
      return consumed !== undefined && leftOutOf(watches.get(viewer)).includes(consumed.consumerId);
    },
    noteLimited: (participantId, isLimited) => {
      if (isLimited) limited.add(participantId);
      else limited.delete(participantId);
    },
    look: lookAtAll,
    lookForReturns,
    forget: (participantId) => {
      const shown = qualityShown(watches.get(participantId));
      watches.delete(participantId);
      limited.delete(participantId);
      if (shown !== undefined) options.marked(participantId, undefined);
    },
    loseServer: () => {
      for (const [participantId, watch] of [...watches]) put(participantId, loseServer(watch, nowMs()));
    },
    carries,
    layersFor,
  };
}
