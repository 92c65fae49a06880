// On a slow device the scene must not take the time that counting needs: it rests in proportion to what its last frame cost.

/** The browser's own turns never fall exactly on the wanted moment. */
const EARLY_MS = 2;

export interface DrawingBudget {
  readonly framesPerSecond: number;
  /** Of the time, at most. */
  readonly share: number;
}

export interface DrawingPace {
  /** When the last frame was drawn, and when the device was ready for the next: undefined until then. */
  drawnMs: number | undefined;
  readyMs: number | undefined;
}

export function createDrawingPace(): DrawingPace {
  return { drawnMs: undefined, readyMs: undefined };
}

/** Whether to draw now, asked at every turn of the browser's loop; keeps the pace in `pace`. */
export function isTimeToDraw(pace: DrawingPace, nowMs: number, budget: DrawingBudget): boolean {
  if (pace.drawnMs !== undefined) {
    // The browser calls again when the frame is through the graphics processor.
    pace.readyMs ??= nowMs;
    const costMs = pace.readyMs - pace.drawnMs;
    if (nowMs - pace.drawnMs < Math.max(1000 / budget.framesPerSecond - EARLY_MS, costMs / budget.share)) return false;
  }
  pace.drawnMs = nowMs;
  pace.readyMs = undefined;
  return true;
}

/** The next turn draws, whatever the last frame cost. */
export function hurry(pace: DrawingPace): void {
  pace.drawnMs = undefined;
}
