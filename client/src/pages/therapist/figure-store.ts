// The newest figure of each patient, as the room sends them for drawing over the pictures. Kept outside React: fifteen a second are drawn, not rendered.
import { decodeFigureBundle, type Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { SessionConnection } from "../../connection/client-session.ts";

export interface FigureStore {
  /** By mark; undefined when none came for a while. */
  readonly figureOf: (mark: number) => Figure | undefined;
  /** Called once for every bundle. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

export const NO_FIGURES: FigureStore = {
  figureOf: () => undefined,
  subscribe: () => () => undefined,
  close: () => undefined,
};

/** A figure that did not move for this long is not drawn: the person would seem to stand still. */
const STALE_MS = 1_000;

export function openFigureStore(connection: Pick<SessionConnection, "on">, nowMs: () => number): FigureStore {
  const newest = new Map<number, { figure: Figure; atMs: number }>();
  const listeners = new Set<() => void>();
  const stop = connection.on("figures", (bytes) => {
    const bundle = decodeFigureBundle(bytes);
    if (bundle === undefined) return;
    for (const figure of bundle.figures) newest.set(figure.slot, { figure, atMs: nowMs() });
    for (const listener of listeners) listener();
  });
  return {
    figureOf: (mark) => {
      const known = newest.get(mark);
      return known !== undefined && nowMs() - known.atMs <= STALE_MS ? known.figure : undefined;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      stop();
      listeners.clear();
    },
  };
}
