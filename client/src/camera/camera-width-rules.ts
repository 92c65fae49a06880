// Which of several cameras sees most of the room. Browsers tell no angle of view: the same person, at the same place, is smaller in the picture
// of a wider camera; where nobody is seen, a name may say it; else only a person can tell. Pure.
export interface TriedCamera {
  readonly id: string;
  readonly name: string;
  /** How wide the shoulders were, in picture heights; undefined where they were not seen. */
  readonly span: number | undefined;
}

/** A person does not stand still to the hair: less of a difference is none (project assumption). */
const CLEARLY = 0.87;
const WIDE_NAME = /ultra.?(wide|weit)|wide.?angle|weitwinkel|\b0[.,]5\s?(x|×)/i;

/** Undefined where nothing tells one from the others. */
export function widestOf(cameras: readonly TriedCamera[]): string | undefined {
  if (cameras.length < 2) return undefined;
  const seen = cameras.flatMap(({ id, span }) => (span === undefined ? [] : [{ id, span }]));
  if (seen.length === cameras.length) {
    const [first, second] = seen.sort((one, other) => one.span - other.span);
    return first !== undefined && second !== undefined && first.span <= CLEARLY * second.span ? first.id : undefined;
  }
  const named = cameras.filter(({ name }) => WIDE_NAME.test(name));
  return named.length === 1 ? named[0]?.id : undefined;
}

export interface Zoomed {
  readonly zoom?: unknown;
}

/** The zoom with which a camera sees most; undefined where it has none, or has it already. */
export function widestZoom(capabilities: Zoomed, settings: Zoomed): number | undefined {
  const least = (capabilities.zoom as { readonly min?: unknown } | undefined)?.min;
  if (typeof least !== "number" || typeof settings.zoom !== "number") return undefined;
  return least < settings.zoom ? least : undefined;
}
