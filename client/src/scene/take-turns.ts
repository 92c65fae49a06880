// Work that would hold up the first picture, done afterwards in pieces: one a turn of the browser's loop, so that bodies go on moving between them.

export interface Turns {
  /** What it waited for has happened. */
  readonly begin: () => void;
  /** One piece, when it has begun or has waited long enough. Call at every turn. Returns whether there is something new to be drawn. */
  readonly take: (nowMs: number) => boolean;
}

/** `pieces`: each step of it is one piece, and says whether something is to be drawn for it, as the end does. It begins by itself `patienceMs` after the first turn. */
export function takeTurns(pieces: Iterator<boolean, boolean>, patienceMs: number): Turns {
  let begun = false;
  let done = false;
  let firstMs: number | undefined;
  return {
    begin: () => {
      begun = true;
    },
    take: (nowMs) => {
      firstMs ??= nowMs;
      begun ||= nowMs - firstMs >= patienceMs;
      if (!begun || done) return false;
      const piece = pieces.next();
      done = piece.done === true;
      return piece.value;
    },
  };
}
