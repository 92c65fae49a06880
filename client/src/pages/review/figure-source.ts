// The figures of a set as they are needed: a stretch of some seconds at a time, the next one early, old ones let go.
import type { Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import { FIGURES_A_REQUEST } from "@ensemble/shared/protocol/review-messages.ts";
import { bodyOfFigure, type DrawnBody } from "../../camera/draw-skeleton.ts";

export interface FigureSource {
  /** Of the curve's frame at this place; undefined while it comes, and where nobody was seen. */
  readonly bodyAt: (index: number) => DrawnBody | undefined;
  /** Told whenever more figures are there. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A minute and a half: jumping back and forth between repetitions asks for nothing. */
const KEPT_STRETCHES = 16;
const AGAIN_AFTER_MS = 2_000;

interface Stretch {
  figures: readonly Figure[];
  state: "coming" | "here" | "failed";
  failedAtMs: number;
}

/** `load`: figures from the frame with this number on. */
export function createFigureSource(
  frames: readonly number[],
  load: (fromFrame: number) => Promise<readonly Figure[]>,
  nowMs: () => number,
): FigureSource {
  const stretches = new Map<number, Stretch>();
  const listeners = new Set<() => void>();
  const need = (place: number): Stretch | undefined => {
    const fromFrame = frames[place * FIGURES_A_REQUEST];
    if (fromFrame === undefined) return undefined;
    const present = stretches.get(place);
    const isOver = present?.state === "failed" && nowMs() - present.failedAtMs >= AGAIN_AFTER_MS;
    if (present !== undefined && !isOver) return present;
    const stretch: Stretch = { figures: [], state: "coming", failedAtMs: 0 };
    stretches.set(place, stretch);
    if (stretches.size > KEPT_STRETCHES) forgetFurthest(stretches, place);
    load(fromFrame).then(
      (figures) => {
        stretch.figures = figures;
        stretch.state = "here";
        for (const listener of listeners) listener();
      },
      () => {
        stretch.state = "failed";
        stretch.failedAtMs = nowMs();
      },
    );
    return stretch;
  };
  return {
    bodyAt: (index) => {
      const place = Math.floor(index / FIGURES_A_REQUEST);
      const stretch = need(place);
      if (stretch?.state === "here") need(place + 1);
      const figure = stretch?.figures[index % FIGURES_A_REQUEST];
      return figure && bodyOfFigure(figure);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function forgetFurthest(stretches: Map<number, Stretch>, from: number): void {
  const furthest = [...stretches.keys()].sort((a, b) => Math.abs(b - from) - Math.abs(a - from))[0];
  if (furthest !== undefined) stretches.delete(furthest);
}
