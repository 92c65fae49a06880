// Which of several pointers draws: a hand that holds a pen rests on the glass with its palm, before, while and after the pen touches it. Pure.

export interface DrawingPointers {
  /** Of the drawing under way. */
  readonly drawing: { readonly pointerId: number; readonly type: string } | undefined;
  /** A pen has drawn here: from then on a finger is taken for the hand that holds it. */
  readonly penSeen: boolean;
}

export const NO_POINTER: DrawingPointers = { drawing: undefined, penSeen: false };

/** Of a browser's pointer event, what counts. */
export interface PressedPointer {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly isPrimary: boolean;
  readonly button: number;
}

/** `begins`: it draws from now on; `replaces`: what another was drawing is no drawing. */
export function pressPointer(
  pointers: DrawingPointers,
  { pointerId, pointerType, isPrimary, button }: PressedPointer,
): { readonly pointers: DrawingPointers; readonly begins: boolean; readonly replaces: boolean } {
  const { drawing, penSeen } = pointers;
  const isPen = pointerType === "pen";
  const isPalm = pointerType === "touch" && penSeen;
  const isFree = drawing === undefined || (isPen && drawing.type === "touch");
  if (!isPrimary || button !== 0 || isPalm || !isFree) return { pointers, begins: false, replaces: false };
  return {
    pointers: { drawing: { pointerId, type: pointerType }, penSeen: penSeen || isPen },
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

export function liftPointer(pointers: DrawingPointers): DrawingPointers {
  return { ...pointers, drawing: undefined };
}
