// For what of the pictures a line is too narrow. Whoever sends finds out by itself how much gets through, the media node for a viewer and the
// browser for itself: it holds back what does not fit and tries again for more. Nothing is taken away here. What comes is compared with what is due,
// so that what is missing is told once it lasts, and the way up is seen and not guessed.
import { PICTURE_STEPS, type PictureStep, worseStep } from "./picture-ladder-rules.ts";

/** The smallest first; layers of time double the pictures a second. */
export interface PictureLayers {
  /** 0: nothing of the picture. */
  readonly sizes: number;
  readonly frames: number;
}

/** One picture on one way, at one look. */
export interface PictureFlow {
  readonly id: string;
  /** What is asked for, as far as there is such a thing to be sent. */
  readonly due: PictureLayers;
  readonly sent: PictureLayers;
}

/** Of one way of a line. */
export interface NarrowWay {
  /** Of the picture that suffers most; `audioOnly` where nothing comes of any. */
  readonly step: PictureStep;
  /** Pictures of which nothing has come for a while. */
  readonly leftOut: readonly string[];
  readonly seen: ReadonlyMap<string, Remembered>;
  /** Looks in a row on the same side of `step`, and of these the nearest to it. */
  readonly streak: { readonly worse: boolean; readonly looks: number; readonly nearest: PictureStep } | undefined;
  /** How many better looks it takes now to rise. */
  readonly patience: number;
  /** Since it rose; undefined once that has held. */
  readonly roseForLooks: number | undefined;
}

interface Remembered {
  readonly dueSizes: number;
  /** Since as much is due. */
  readonly looks: number;
  /** Of its layers of time the most that have come. Some browsers send but one, whatever is asked of them: with the second one it is known that there are all. */
  readonly mostFrames: number;
  readonly nothingForLooks: number;
}

export interface NarrowRule {
  readonly downAfterLooks: number;
  readonly upAfterLooks: number;
  readonly upAfterAtMostLooks: number;
  /** How long a larger picture that is asked for may take: estimates begin low and feel their way. */
  readonly settlesWithinLooks: number;
  /** How long the first of a picture may take: it waits for a key frame. */
  readonly beginsWithinLooks: number;
}

/** At a look a second. Of the worker's own waits the longest before it tries a larger picture again is ten seconds; the others are project assumptions. */
export const NARROW_RULE: NarrowRule = {
  downAfterLooks: 3,
  upAfterLooks: 8,
  upAfterAtMostLooks: 64,
  settlesWithinLooks: 10,
  beginsWithinLooks: 5,
};

export const WIDE: NarrowWay = {
  step: "full",
  leftOut: [],
  seen: new Map(),
  streak: undefined,
  patience: NARROW_RULE.upAfterLooks,
  roseForLooks: undefined,
};

export function advanceNarrow(
  way: NarrowWay,
  flows: readonly PictureFlow[],
  rule: NarrowRule = NARROW_RULE,
): NarrowWay {
  const seen = new Map(flows.map((flow) => [flow.id, remember(way.seen.get(flow.id), flow)]));
  const looked = flows.map((flow): Looked => ({ flow, memory: seen.get(flow.id) ?? NOTHING_SEEN }));
  const leftOut = looked
    .filter((one) => hasSettled(one, rule) && one.memory.nothingForLooks >= rule.downAfterLooks)
    .map(({ flow }) => flow.id);
  return { ...judge(way, stepSeen(looked, way.step, rule), rule), seen, leftOut };
}

interface Looked {
  readonly flow: PictureFlow;
  readonly memory: Remembered;
}

const NOTHING_SEEN: Remembered = { dueSizes: 0, looks: 0, mostFrames: 0, nothingForLooks: 0 };

function remember(before: Remembered | undefined, { due, sent }: PictureFlow): Remembered {
  const goesOn = before !== undefined && due.sizes <= before.dueSizes;
  return {
    dueSizes: due.sizes,
    looks: goesOn ? before.looks + 1 : 1,
    mostFrames: Math.max(before?.mostFrames ?? 0, sent.frames),
    nothingForLooks: sent.sizes === 0 ? (before?.nothingForLooks ?? 0) + 1 : 0,
  };
}

/** Undefined where it is too early to say. */
function stepSeen(looked: readonly Looked[], now: PictureStep, rule: NarrowRule): PictureStep | undefined {
  const judged = looked.filter((one) => hasSettled(one, rule));
  const coming = judged.filter(({ flow }) => flow.sent.sizes > 0);
  const nothing = judged.length - coming.length;
  const worst = coming
    .map(({ flow, memory }) => stepFor(missing(flow, memory)))
    .reduce(worseStep, nothing === 0 ? "full" : nothing === looked.length ? "audioOnly" : "lowest");
  // Whether it is any better, those tell of whom nothing is known yet.
  return judged.length < looked.length && placeOf(worst) <= placeOf(now) ? undefined : worst;
}

function hasSettled({ flow, memory }: Looked, rule: NarrowRule): boolean {
  if (flow.sent.sizes === 0) return memory.mostFrames > 0 || memory.nothingForLooks > rule.beginsWithinLooks;
  return missing(flow, memory) === 0 || memory.looks > rule.settlesWithinLooks;
}

/** In steps, as `shareAfter` takes them away. */
function missing({ due, sent }: PictureFlow, { mostFrames }: Remembered): number {
  const sizes = Math.max(0, due.sizes - sent.sizes);
  return sizes + (mostFrames > 1 ? Math.max(0, due.frames - sent.frames) : 0);
}

function stepFor(steps: number): PictureStep {
  return steps === 0 ? "full" : steps === 1 ? "lower" : "lowest";
}

type Judged = Omit<NarrowWay, "seen" | "leftOut">;

function judge(way: Judged, seen: PictureStep | undefined, rule: NarrowRule): Judged {
  const { step, patience } = way;
  const roseForLooks = way.roseForLooks === undefined ? undefined : way.roseForLooks + 1;
  if (seen === undefined || seen === step) {
    // It has held for as long as it took.
    const held = seen === step && roseForLooks !== undefined && roseForLooks > patience;
    const now = held ? { patience: rule.upAfterLooks, roseForLooks: undefined } : { patience, roseForLooks };
    return { step, streak: seen === undefined ? way.streak : undefined, ...now };
  }
  const worse = placeOf(seen) > placeOf(step);
  const goesOn = way.streak?.worse === worse ? way.streak : undefined;
  const looks = (goesOn?.looks ?? 0) + 1;
  const nearest = goesOn === undefined ? seen : nearer(goesOn.nearest, seen, worse);
  if (looks < (worse ? rule.downAfterLooks : patience))
    return { step, streak: { worse, looks, nearest }, patience, roseForLooks };
  if (!worse) return { step: nearest, streak: undefined, patience, roseForLooks: 0 };
  // What it had risen to did not hold.
  const longer = roseForLooks === undefined ? patience : Math.min(2 * patience, rule.upAfterAtMostLooks);
  return { step: nearest, streak: undefined, patience: longer, roseForLooks: undefined };
}

function nearer(one: PictureStep, other: PictureStep, worse: boolean): PictureStep {
  return worseStep(one, other) === (worse ? one : other) ? other : one;
}

function placeOf(step: PictureStep): number {
  return PICTURE_STEPS.indexOf(step);
}
