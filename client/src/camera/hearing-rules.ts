// Whether somebody is heard who speaks: for as long as a word, not a click of a key. Pure; limits are project assumptions.
export interface Hearing {
  /** Grows with every loud look, shrinks slowly with quiet ones: a word has gaps. */
  readonly loud: number;
  readonly heard: boolean;
  /** Something other than perfect silence came: even a quiet room has its noise. */
  readonly alive: boolean;
}

export const NOTHING_HEARD: Hearing = { loud: 0, heard: false, alive: false };
/** A speaking voice lies above this; a quiet room below. */
export const HEARD_FROM = 0.5;
/** Looks come about twenty times a second: a fifth of one. */
const WORD = 4;
const FORGET = 0.25;

/** `loudness` 0…1 as microphone-level.ts gives it; `silent`: every sample was zero. */
export function advanceHearing(hearing: Hearing, loudness: number, silent: boolean): Hearing {
  const loud = loudness >= HEARD_FROM ? hearing.loud + 1 : Math.max(0, hearing.loud - FORGET);
  const next = { loud: Math.min(loud, WORD), heard: hearing.heard || loud >= WORD, alive: hearing.alive || !silent };
  const same = next.loud === hearing.loud && next.heard === hearing.heard && next.alive === hearing.alive;
  return same ? hearing : next;
}
