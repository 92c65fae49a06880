// Work that would hold up the first picture, done afterwards in pieces: one a turn of the browser's loop, so that bodies go on moving between them.

export interface Turns {
  /** What it waited for has happened. */
  readonly begin: () => void;
  /** One piece, when it has begun or has waited long enough. Call at every turn. Returns whether there is something new to be drawn. */
  readonly take: (nowMs: number) => boolean;
}

export interface TurnsOptions {
  /** It begins by itself so long after the first turn. */
  readonly patienceMs: number;
  /** A piece failed: the rest is left undone. Whoever took the turn goes on. */
  readonly onFailed: (error: unknown) => void;
}

/** `pieces`: each step of it is one piece, and says whether something is to be drawn for it, as the end does. */
export function takeTurns(pieces: Iterator<boolean, boolean>, { patienceMs, onFailed }: TurnsOptions): Turns {
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
      try {
        const piece = pieces.next();
        done = piece.done === true;
        return piece.value;
      } catch (error) {
        done = true;
        onFailed(error);
        return false;
      }
    },
  };
}
