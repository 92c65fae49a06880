// What one person's line still carries: down a step with every second of bad evidence, up a step after eight good ones, and sound last
// to go. A step that did not hold is tried again after twice as long, so that a line at its limit does not swing.
import type { LineDemand, LineQuality } from "./line-quality.ts";

/** From the best to the worst. */
export const PICTURE_STEPS = ["full", "lower", "lowest", "audioOnly", "poseOnly", "reconnecting"] as const;
export type PictureStep = (typeof PICTURE_STEPS)[number];
/** `narrow…`: packets arrive, but not as many as the picture takes; on the way from the person, to the person, or both. */
export const STEP_CAUSES = ["line", "server", "narrowUp", "narrowDown", "narrowBoth"] as const;
export type StepCause = (typeof STEP_CAUSES)[number];

export interface LadderRule {
  readonly downAfterMs: number;
  readonly upAfterMs: number;
  /** The longest that a step has to be good for after it has failed again and again. */
  readonly upAfterAtMostMs: number;
  /** Nothing goes up once it has changed as often in a minute: what is told and kept is bounded. */
  readonly mostChangesAMinute: number;
  /** And nothing comes back at once, but `upAfterMs` after it was lost, when it has changed as often: a change of network or two leave nobody without a picture that is there. */
  readonly mostWithReturnsAMinute: number;
}

export const LADDER_RULE: LadderRule = {
  downAfterMs: 1_000,
  upAfterMs: 8_000,
  upAfterAtMostMs: 64_000,
  mostChangesAMinute: 8,
  mostWithReturnsAMinute: 14,
};

export interface LadderState {
  readonly step: PictureStep;
  /** The last that lasted: where it goes on when the line is back. A line that breaks is bad for seconds before it is gone, and as good as it was when it is back. */
  readonly before: PictureStep;
  /** When `step` began. */
  readonly sinceMs: number;
  /** Reached by going up. */
  readonly rose: boolean;
  /** Since when the line has sufficed for the next better step, and since when it has not for this one; null while it is not so. */
  readonly goodSinceMs: number | null;
  readonly badSinceMs: number | null;
  /** How long it must be good for now. */
  readonly patienceMs: number;
  /** Of the last minute, oldest first. */
  readonly changesAtMs: readonly number[];
}

export interface LadderInput {
  readonly atMs: number;
  /** By what is asked of the line; undefined while nothing flows that could be judged. */
  readonly line: Readonly<Record<LineDemand, LineQuality>> | undefined;
  /** Whether anybody wants a picture that passes this line. Where nobody does, only sound is judged, and steps of pictures are passed over. */
  readonly pictures: boolean;
  /** Of a line that is gone, and was not to blame for it: it comes back as it was. */
  readonly blameless?: boolean;
}

export function createLadder(atMs: number, rule: LadderRule = LADDER_RULE): LadderState {
  const nothing = { goodSinceMs: null, badSinceMs: null, patienceMs: rule.upAfterMs, changesAtMs: [] };
  return { step: "full", before: "full", sinceMs: atMs, rose: false, ...nothing };
}

export function advanceLadder(state: LadderState, input: LadderInput, rule: LadderRule = LADDER_RULE): LadderState {
  const { atMs, line, pictures } = input;
  const { step } = state;
  const changesAtMs = state.changesAtMs.filter((at) => atMs - at < MINUTE_MS);
  const isLost = line?.sound === "lost";
  const demandOf = (one: PictureStep) => (pictures ? DEMANDS[one] : "sound");
  const isBad = line !== undefined && !suffices(line[demandOf(step)]);
  // Where nothing flows any more, there is nothing to be judged: going up is the way to find out.
  const isGood = line === undefined ? !carriesPicture(step) : suffices(line[demandOf(stepAbove(step))]);
  const now: LadderState = {
    ...state,
    changesAtMs,
    before: step !== "reconnecting" && atMs - state.sinceMs >= rule.upAfterMs ? step : state.before,
    goodSinceMs: isGood ? (state.goodSinceMs ?? atMs) : null,
    badSinceMs: isBad ? (state.badSinceMs ?? atMs) : null,
  };
  if (step === "reconnecting") return isLost ? now : comeBack(now, input, rule);
  if (isLost) return move(now, "reconnecting", atMs);
  if (now.badSinceMs !== null && atMs - Math.max(now.badSinceMs, now.sinceMs) >= rule.downAfterMs)
    return goDown(now, input, rule);
  const goodForMs = now.goodSinceMs === null ? 0 : atMs - Math.max(now.goodSinceMs, now.sinceMs);
  if (goodForMs < now.patienceMs || changesAtMs.length >= rule.mostChangesAMinute) return now;
  return goUp(now, input, rule);
}

/** Of two lines that a picture has to pass, the one that decides. */
export function worseStep(one: PictureStep, other: PictureStep): PictureStep {
  return PICTURE_STEPS.indexOf(one) >= PICTURE_STEPS.indexOf(other) ? one : other;
}

/** How much of one: `picture-share-rules.ts`. Nothing is held back while a line is gone, so that it all comes back by itself. */
export function carriesPicture(step: PictureStep): boolean {
  return step !== "audioOnly" && step !== "poseOnly";
}

/** Otherwise its last picture would stand there as if it were the present one. */
export function hasMovingPicture(step: PictureStep): boolean {
  return step !== "reconnecting" && carriesPicture(step);
}

/** As of pictures: not held back while a line is gone. */
export function carriesSound(step: PictureStep): boolean {
  return step !== "poseOnly";
}

const MINUTE_MS = 60_000;
/** What each step asks of a line. */
const DEMANDS: Readonly<Record<PictureStep, LineDemand>> = {
  full: "picture",
  lower: "picture",
  lowest: "smallPicture",
  audioOnly: "sound",
  poseOnly: "sound",
  reconnecting: "sound",
};

function suffices(quality: LineQuality): boolean {
  return quality === "excellent" || quality === "good";
}

function stepAbove(step: PictureStep): PictureStep {
  return PICTURE_STEPS[Math.max(0, PICTURE_STEPS.indexOf(step) - 1)] ?? "full";
}

function goDown(state: LadderState, { atMs, pictures }: LadderInput, rule: LadderRule): LadderState {
  // Only a line that is gone is reconnecting.
  if (state.step === "poseOnly") return state;
  const next = pictures ? (PICTURE_STEPS[PICTURE_STEPS.indexOf(state.step) + 1] ?? "poseOnly") : "poseOnly";
  // What it had gone up to did not hold.
  const patienceMs = state.rose ? Math.min(2 * state.patienceMs, rule.upAfterAtMostMs) : state.patienceMs;
  return move({ ...state, patienceMs }, next, atMs);
}

function goUp(state: LadderState, { atMs, pictures }: LadderInput, rule: LadderRule): LadderState {
  // It has held.
  const held = state.rose ? { ...state, rose: false, patienceMs: rule.upAfterMs } : state;
  return held.step === "full" ? held : { ...move(held, pictures ? stepAbove(held.step) : "full", atMs), rose: true };
}

/** In the smallest picture at first, and without one where there was none before; also while nobody wants one yet: they are asked for anew after it. */
function comeBack(state: LadderState, { atMs, blameless = false }: LadderInput, rule: LadderRule): LadderState {
  const waits = state.changesAtMs.length >= rule.mostWithReturnsAMinute && atMs - state.sinceMs < rule.upAfterMs;
  return waits ? state : move(state, blameless ? state.before : worseStep(state.before, "lowest"), atMs);
}

function move(state: LadderState, step: PictureStep, atMs: number): LadderState {
  return { ...state, step, rose: false, sinceMs: atMs, changesAtMs: [...state.changesAtMs, atMs] };
}
