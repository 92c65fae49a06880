// Whether a movement was the exercise's own [REP7]: each guard is put to the vote over the whole height of the movement, so that
// one frame in which a landmark jumped takes nobody's repetition away.

import type { SideChoice } from "./motion.ts";
import type { GuardRule } from "./movement-rule.ts";
import { readSignal, type SmoothedAngles } from "./signal.ts";

/** For one guard: how long it held and failed, each moment weighted by how near to the height it was. */
export interface GuardVote {
  holds: number;
  fails: number;
}

export function createGuardVotes(guards: readonly GuardRule[]): GuardVote[] {
  return guards.map(() => ({ holds: 0, fails: 0 }));
}

/** Forgets this part of what was said of one end of the movement: all when it is taken anew, a little with every moment of a rest. */
export function fadeGuardVotes(
  votes: GuardVote[],
  guards: readonly GuardRule[],
  at: GuardRule["at"],
  part: number,
): void {
  for (let i = 0; i < votes.length; i++) {
    if (guards[i]!.at !== at) continue;
    votes[i]!.holds *= 1 - part;
    votes[i]!.fails *= 1 - part;
  }
}

/** What a moment at this share of the way has to say about the height: at nine tenths of it two thirds. Project assumption. */
export function weightOfMoment(share: number, elapsedMs: number): number {
  const squared = Math.max(0, share) * share;
  return squared * squared * elapsedMs;
}

/** A guard whose joint was not seen does not vote. */
export function voteOnGuards(
  votes: GuardVote[],
  guards: readonly GuardRule[],
  at: GuardRule["at"],
  angles: SmoothedAngles,
  side: SideChoice,
  weight: number,
): void {
  for (let i = 0; i < guards.length; i++) {
    const guard = guards[i]!;
    if (guard.at !== at) continue;
    const degrees = readGuard(angles, guard, side);
    if (Number.isNaN(degrees)) continue;
    if (isWithin(guard, degrees)) votes[i]!.holds += weight;
    else votes[i]!.fails += weight;
  }
}

export function guardsHold(votes: readonly GuardVote[]): boolean {
  return votes.every(({ holds, fails }) => holds >= fails);
}

function readGuard(angles: SmoothedAngles, { motion, of }: GuardRule, side: SideChoice): number {
  if (of !== "difference") return readSignal(angles, motion, of, side);
  return readSignal(angles, motion, "active", side) - readSignal(angles, motion, "other", side);
}

function isWithin({ atLeastDegrees, atMostDegrees }: GuardRule, degrees: number): boolean {
  if (atLeastDegrees !== undefined && degrees < atLeastDegrees) return false;
  return atMostDegrees === undefined || degrees <= atMostDegrees;
}
