// How well one person's line carries sound and pictures, in one number that falls faster than it rises, as LiveKit judges it
// (pkg/sfu/connectionquality/scorer.go): what one sample lacks is felt at once, and one good sample does not hide it.

/** From the best to the worst. */
export const LINE_QUALITIES = ["excellent", "good", "poor", "lost"] as const;
export type LineQuality = (typeof LINE_QUALITIES)[number];

/** What was seen of a line since the last look, about a second ago. */
export interface LineSample {
  /** Part of the packets that did not arrive, 0…1; the worse of both ways. */
  readonly lossShare: number;
  /** Undefined while nobody has measured it. */
  readonly roundTripMs: number | undefined;
  /** Nothing came although something was due. */
  readonly silent: boolean;
}

export interface LineRule {
  /** How much of a new sample is taken over, where it is better and where it is worse than what was thought. */
  readonly rise: number;
  readonly fall: number;
  /** Points lost for each percent of packets lost. */
  readonly perPercentLost: number;
  /** Silent samples in a row after which the line is lost. */
  readonly lostAfter: number;
}

/** What is asked of a line: a large picture hardly bears loss, a small one more, and a voice most. */
export const LINE_DEMANDS = ["picture", "smallPicture", "sound"] as const;
export type LineDemand = (typeof LINE_DEMANDS)[number];

const COMMON = { rise: 0.4, fall: 0.8, lostAfter: 2 };
/**
 * A line is poor for a picture from 6 % of loss on, as LiveKit has it; for the smallest one, which is asked for again in time, from
 * 15 %; for Opus, which mends and hides gaps, from 30 %. The last two are a project assumption.
 */
export const LINE_RULES: Readonly<Record<LineDemand, LineRule>> = {
  picture: { ...COMMON, perPercentLost: 10 },
  smallPicture: { ...COMMON, perPercentLost: 4 },
  sound: { ...COMMON, perPercentLost: 2 },
};

export interface LineState {
  /** 0…100 */
  readonly score: number;
  readonly silentSamples: number;
  readonly quality: LineQuality;
}

export const FIRST_LINE: LineState = { score: 100, silentSamples: 0, quality: "excellent" };

export function advanceLine(state: LineState, sample: LineSample, rule: LineRule = LINE_RULES.picture): LineState {
  const seen = scoreOf(sample, rule);
  const part = seen > state.score ? rule.rise : rule.fall;
  const score = state.score + part * (seen - state.score);
  const silentSamples = sample.silent ? state.silentSamples + 1 : 0;
  return { score, silentSamples, quality: silentSamples >= rule.lostAfter ? "lost" : qualityOf(score) };
}

function qualityOf(score: number): LineQuality {
  return score > 80 ? "excellent" : score > 40 ? "good" : "poor";
}

function scoreOf({ lossShare, roundTripMs = 0, silent }: LineSample, rule: LineRule): number {
  if (silent) return 0;
  return Math.max(0, Math.min(100, 100 - delayEffect(roundTripMs / 2) - 100 * lossShare * rule.perPercentLost));
}

/** Of one way, in milliseconds: hardly felt up to 160, then quickly worse (ITU-T G.107, in its usual simplification). */
function delayEffect(oneWayMs: number): number {
  return oneWayMs < 160 ? oneWayMs / 40 : (oneWayMs - 120) / 10;
}
