// Whether a live picture is one: a camera whose pictures its browser cannot send, or one that hangs, leaves the last picture on the others' screens,
// which looks like somebody who does not move. Pure.

export interface PictureWatch {
  /** Shown so far, as the element counts them. */
  readonly pictures: number;
  readonly lookedAtMs: number;
  /** Milliseconds without another one while one was due. */
  readonly withoutMs: number;
}

/** In milliseconds. A line that carries little still brings three pictures a second (picture-share-rules.ts); a stumble is none (assumption). */
const STANDS_AFTER_MS = 5_000;
/** A page that looks more seldom was asleep, and so were its pictures. */
const LOOKED_WITHIN_MS = 2_500;

/** `isDue`: it is seen, so that it should be sent. */
export function watchPicture(
  before: PictureWatch | undefined,
  { atMs, pictures, isDue }: { readonly atMs: number; readonly pictures: number; readonly isDue: boolean },
): PictureWatch {
  const sinceMs = atMs - (before?.lookedAtMs ?? atMs);
  // Fewer than before: another stream.
  const goesOn = before === undefined || pictures !== before.pictures || !isDue || sinceMs > LOOKED_WITHIN_MS;
  return { pictures, lookedAtMs: atMs, withoutMs: goesOn ? 0 : before.withoutMs + sinceMs };
}

/** `none`: there has not been any yet. */
export function troubleOf(watch: PictureWatch | undefined): "none" | "stands" | undefined {
  if (watch === undefined || watch.withoutMs < STANDS_AFTER_MS) return undefined;
  return watch.pictures === 0 ? "none" : "stands";
}
