// The body in a patient's picture as it is shown: of this moment, or of the one when the picture began to stand still.
import { useCallback, useRef } from "react";
import { bodyOfFigure, type DrawnBody } from "../../../camera/draw-skeleton.ts";
import type { FigureStore } from "../figure-store.ts";

export function useShownBody(figures: FigureStore, mark: number, held: boolean): () => DrawnBody | undefined {
  const atHold = useRef<{ readonly body: DrawnBody | undefined }>(undefined);
  const live = useCallback(() => {
    const figure = figures.figureOf(mark);
    return figure && bodyOfFigure(figure);
  }, [figures, mark]);
  if (!held) atHold.current = undefined;
  else atHold.current ??= { body: live() };
  return useCallback(() => (held ? atHold.current?.body : live()), [held, live]);
}
