// Which of several pointers draws: a hand that holds a pen rests on the glass with its palm, before, while and after the pen touches it. Pure.

export interface DrawingPointers {
  /** Of the drawing under way. */
  readonly drawing: { readonly pointerId: number; readonly type: string } | undefined;
  /** When a pen was seen here last; for a while from then on a finger is taken for the hand that holds it. */
  readonly penAtMs: number;
}

export const NO_POINTER: DrawingPointers = { drawing: undefined, penAtMs: Number.NEGATIVE_INFINITY };
/** Who has laid the pen away draws with the finger again. */
export const HAND_HOLDS_PEN_MS = 10_000;

/** Of a browser's pointer event, what counts. */
export interface PressedPointer {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly isPrimary: boolean;
  readonly button: number;
  /** Milliseconds, of one clock for all. */
  readonly timeStamp: number;
}

/** `begins`: it draws from now on; `replaces`: what another was drawing is no drawing. */
export function pressPointer(
  pointers: DrawingPointers,
  { pointerId, pointerType, isPrimary, button, timeStamp }: PressedPointer,
): { readonly pointers: DrawingPointers; readonly begins: boolean; readonly replaces: boolean } {
  const { drawing, penAtMs } = pointers;
  const isPen = pointerType === "pen";
  const isPalm = pointerType === "touch" && timeStamp - penAtMs < HAND_HOLDS_PEN_MS;
  const isFree = drawing === undefined || (isPen && drawing.type === "touch");
  if (!isPrimary || button !== 0 || isPalm || !isFree) return { pointers, begins: false, replaces: false };
  return {
    pointers: { drawing: { pointerId, type: pointerType }, penAtMs: isPen ? timeStamp : penAtMs },
    begins: true,
    replaces: drawing !== undefined,
  };
}

/** Whether a move leads the drawing: its own pointer's, or, between two presses, that of one that hovers. A finger does not hover. */
export function leadsDrawing(
  { drawing }: DrawingPointers,
  { pointerId, pointerType, isPrimary }: Pick<PressedPointer, "pointerId" | "pointerType" | "isPrimary">,
): boolean {
  return drawing === undefined ? isPrimary && pointerType !== "touch" : pointerId === drawing.pointerId;
}

/** At that moment, of the same clock. */
export function liftPointer(pointers: DrawingPointers, atMs: number): DrawingPointers {
  return { drawing: undefined, penAtMs: pointers.drawing?.type === "pen" ? atMs : pointers.penAtMs };
}
