// From what the media node has counted on one participant's line to what that line still carries: one look a second. Pure.
import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import { advanceMark, type LineMark, NO_MARK } from "@ensemble/shared/session/line-mark-rules.ts";
import {
  advanceLine,
  FIRST_LINE,
  LINE_RULES,
  type LineDemand,
  type LineQuality,
  type LineSample,
  type LineState,
} from "@ensemble/shared/session/line-quality.ts";
import { advanceNarrow, type NarrowWay, type PictureFlow, WIDE } from "@ensemble/shared/session/narrow-line-rules.ts";
import {
  advanceLadder,
  createLadder,
  hasMovingPicture,
  type LadderState,
  PICTURE_STEPS,
  type PictureStep,
  type StepCause,
  worseStep,
} from "@ensemble/shared/session/picture-ladder-rules.ts";

export interface LineWatch {
  readonly ladder: LadderState;
  readonly cause: StepCause;
  readonly lines: Readonly<Record<LineDemand, LineState>>;
  /** Of pictures from the person and to the person: what is held back by their senders. */
  readonly narrow: NarrowWays;
  /** As people are shown it, by what a whole picture asks of a line. */
  readonly mark: LineMark;
  /** Undefined before the first look, and while there is no connection. */
  readonly last: LineReading | undefined;
  /** Sound or pictures went over it at the last look that heard anything. */
  readonly flowed: boolean;
}

export interface NarrowWays {
  readonly up: NarrowWay;
  readonly down: NarrowWay;
}

/** What is told of a line. */
export interface LineStep {
  readonly step: PictureStep;
  readonly cause: StepCause;
}

/** What somebody wants of pictures, and what comes of them. */
export interface PictureFlows {
  readonly up: readonly PictureFlow[];
  readonly down: readonly PictureFlow[];
}

const ALL_WIDE: NarrowWays = { up: WIDE, down: WIDE };

export function createLineWatch(atMs: number): LineWatch {
  const lines = { picture: FIRST_LINE, smallPicture: FIRST_LINE, sound: FIRST_LINE };
  return {
    ladder: createLadder(atMs),
    cause: "line",
    lines,
    narrow: ALL_WIDE,
    mark: NO_MARK,
    last: undefined,
    flowed: false,
  };
}

/** `reading`: undefined for somebody who is not connected. `pictures`: somebody wants one that passes this line. */
export function look(
  watch: LineWatch,
  reading: LineReading | undefined,
  { atMs, pictures, flows }: { readonly atMs: number; readonly pictures: boolean; readonly flows: PictureFlows },
): LineWatch {
  // What forwards pictures is being replaced: until this person is connected to the new one there is nothing to see.
  const { ladder } = watch;
  if (reading === undefined && ladder.step === "reconnecting") return { ...watch, last: undefined, flowed: false };
  const { sample, flowed } = sampleOf(watch, reading);
  const lines = sample === undefined ? watch.lines : advanceAll(watch.lines, sample);
  const line = sample === undefined ? undefined : qualitiesOf(lines);
  const next = advanceLadder(ladder, { atMs, line, pictures, blameless: isReplaced(watch) });
  const cause = next.step === ladder.step ? watch.cause : "line";
  const narrow = narrowOf(watch.narrow, next.step, reading && flows);
  const mark = markOf({ ...watch, ladder: next, lines, narrow }, ladder.step, { reading, sample });
  return { ladder: next, cause, lines, narrow, mark, last: reading, flowed };
}

/** Of another connection, and of one that has been away, nothing is known yet. */
function narrowOf({ up, down }: NarrowWays, step: PictureStep, flows: PictureFlows | undefined): NarrowWays {
  if (flows === undefined || step === "reconnecting") return ALL_WIDE;
  return { up: advanceNarrow(up, flows.up), down: advanceNarrow(down, flows.down) };
}

/** What the mark becomes with this look; what no longer flows is shown as it was. */
function markOf(
  { ladder, cause, lines, narrow, mark }: LineWatch,
  stepBefore: PictureStep,
  { reading, sample }: { readonly reading: LineReading | undefined; readonly sample: LineSample | undefined },
): LineMark {
  if (ladder.step === "reconnecting") return advanceMark(mark, "lost");
  // The line was not to blame, or nobody looks at it any more.
  if ((stepBefore === "reconnecting" && cause === "server") || reading === undefined) return NO_MARK;
  if (narrowStep(narrow) !== "full") return advanceMark(mark, "poor");
  return sample === undefined ? mark : advanceMark(mark, lines.picture.quality);
}

/** The media node has lost the session: everybody's picture and sound are gone at once, and their lines are not to blame. */
export function loseServer(watch: LineWatch, atMs: number): LineWatch {
  const { ladder } = watch;
  if (ladder.step === "reconnecting") return watch;
  const lost: LadderState = {
    ...ladder,
    before: ladder.step,
    step: "reconnecting",
    rose: false,
    sinceMs: atMs,
    changesAtMs: [...ladder.changesAtMs, atMs],
  };
  return { ...createLineWatch(atMs), ladder: lost, cause: "server", mark: advanceMark(watch.mark, "lost") };
}

/** What forwards this person's pictures is being replaced, or has been and this person is not connected to it yet. */
export function isReplaced({ ladder, cause }: LineWatch): boolean {
  return ladder.step === "reconnecting" && cause === "server";
}

/** Of what is held back by us and what by the pictures' senders, the worse. */
export function toldOf(watch: LineWatch | undefined): LineStep {
  if (watch === undefined) return { step: "full", cause: "line" };
  const { ladder, narrow, cause } = watch;
  const step = narrowStep(narrow);
  if (placeOf(ladder.step) >= placeOf(step)) return { step: ladder.step, cause };
  const [up, down] = [placeOf(narrow.up.step), placeOf(narrow.down.step)];
  return { step, cause: up === down ? "narrowBoth" : up > down ? "narrowUp" : "narrowDown" };
}

/** What may be asked of the line, however narrow it is: while the media node is being replaced, as much as it carried before. */
export function carriedStep(watch: LineWatch | undefined): PictureStep {
  return watch !== undefined && isReplaced(watch) ? watch.ladder.before : (watch?.ladder.step ?? "full");
}

/** Nothing that moves comes from this person. */
export function isUnseen(watch: LineWatch | undefined): boolean {
  return !hasMovingPicture(worseStep(carriedStep(watch), watch?.narrow.up.step ?? "full"));
}

/** Ids of the pictures for which there is no room on the way to this person. */
export function leftOutOf(watch: LineWatch | undefined): readonly string[] {
  return watch?.narrow.down.leftOut ?? [];
}

function narrowStep({ up, down }: NarrowWays): PictureStep {
  return worseStep(up.step, down.step);
}

function placeOf(step: PictureStep): number {
  return PICTURE_STEPS.indexOf(step);
}

/** Undefined while nothing has been measured. */
export function qualityShown(watch: LineWatch | undefined): LineQuality | undefined {
  return watch?.mark.shown;
}

/** No sample where nothing went over the line, which is then as good as it was. */
function sampleOf(
  { last, flowed }: LineWatch,
  now: LineReading | undefined,
): { readonly sample: LineSample | undefined; readonly flowed: boolean } {
  if (now === undefined || last === undefined) return { sample: undefined, flowed: false };
  // Counted anew: it is another connection.
  if (now.heardBytes < last.heardBytes) return { sample: undefined, flowed: false };
  const heard = now.heardBytes > last.heardBytes;
  const flowing = [
    ...(now.up.bytes > last.up.bytes ? [now.up] : []),
    ...(now.down.bytes > last.down.bytes ? [now.down] : []),
  ];
  const flows = flowing.length > 0;
  const lossShare = Math.max(0, ...flowing.map((way) => way.lossShare));
  const sample = { lossShare, roundTripMs: now.roundTripMs, silent: !heard };
  if (heard) return { sample: flows ? sample : undefined, flowed: flows };
  // Where nothing went over it before, nothing is missed.
  return { sample: flowed ? sample : undefined, flowed };
}

function advanceAll(lines: LineWatch["lines"], sample: LineSample): LineWatch["lines"] {
  return {
    picture: advanceLine(lines.picture, sample, LINE_RULES.picture),
    smallPicture: advanceLine(lines.smallPicture, sample, LINE_RULES.smallPicture),
    sound: advanceLine(lines.sound, sample, LINE_RULES.sound),
  };
}

function qualitiesOf({ picture, smallPicture, sound }: LineWatch["lines"]) {
  return { picture: picture.quality, smallPicture: smallPicture.quality, sound: sound.quality };
}
