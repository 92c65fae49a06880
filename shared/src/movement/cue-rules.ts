// When something is said [CUE]: only after an error has lasted, the most important first, never two at once, and an end to it.
import type { SideChoice } from "./motion.ts";
import type { CueId, CueRule, View } from "./movement-rule.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";

/** An error is said after this long (PhysioAssist uses the same 400 ms), and taken back after as long without it. */
export const CUE_PERSISTS_MS = 400;
/** An error is over when the angle is this far back inside its limit. */
const CUE_HYSTERESIS_DEGREES = 3;

export interface CueMemory {
  /** For each cue how long its error has lasted, said or not, in order of the rule; 0 where it is not there. */
  badMs: number[];
  goodMs: number;
  /** Index of the cue that stands, −1 for none. */
  active: number;
}

export interface CueMoment {
  phase: "waiting" | "rest" | "moving" | "peak";
  side: SideChoice;
  view: View;
  elapsedMs: number;
}

export function createCueMemory(cues: readonly CueRule[]): CueMemory {
  return { badMs: cues.map(() => 0), goodMs: 0, active: -1 };
}

/** Returns the cue raised or cleared by this frame; "none" for most. Mutates `memory`. */
export function advanceCues(
  memory: CueMemory,
  cues: readonly CueRule[],
  angles: SmoothedAngles,
  moment: CueMoment,
): { kind: "none" | "cueRaised" | "cueCleared"; cue: CueId } {
  outcome.kind = "none";
  for (let i = 0; i < cues.length; i++) {
    const isBad = isOutside(cues[i]!, angles, moment, memory.active === i ? CUE_HYSTERESIS_DEGREES : 0);
    memory.badMs[i] = isBad ? memory.badMs[i]! + moment.elapsedMs : 0;
  }
  if (memory.active >= 0) {
    memory.goodMs = memory.badMs[memory.active] === 0 ? memory.goodMs + moment.elapsedMs : 0;
    if (memory.goodMs < CUE_PERSISTS_MS) return outcome;
    outcome.kind = "cueCleared";
    outcome.cue = cues[memory.active]!.cue;
    memory.active = -1;
    return outcome;
  }
  for (let i = 0; i < cues.length; i++) {
    if (memory.badMs[i]! < CUE_PERSISTS_MS) continue;
    memory.active = i;
    memory.goodMs = 0;
    outcome.kind = "cueRaised";
    outcome.cue = cues[i]!.cue;
    return outcome;
  }
  return outcome;
}

const outcome: { kind: "none" | "cueRaised" | "cueCleared"; cue: CueId } = { kind: "none", cue: "" };

function isOutside(cue: CueRule, angles: SmoothedAngles, moment: CueMoment, slack: number): boolean {
  if (!cue.views.includes(moment.view)) return false;
  if (cue.during === "movement" && moment.phase !== "moving" && moment.phase !== "peak") return false;
  if (cue.during === "peak" && moment.phase !== "peak") return false;
  const degrees = readSignal(angles, cue.motion, cue.of, moment.side);
  if (Number.isNaN(degrees)) return false;
  if (cue.aboveDegrees !== undefined && degrees > cue.aboveDegrees - slack) return true;
  return cue.belowDegrees !== undefined && degrees < cue.belowDegrees + slack;
}
