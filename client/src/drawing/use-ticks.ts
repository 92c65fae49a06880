// Renders again and again while something on the screen moves by itself.
import { useEffect, useReducer } from "react";

/** 0: not at all. Stands still while the page is hidden. */
export function useTicks(perSecond: number): void {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    if (perSecond === 0) return;
    let last = 0;
    let frame = requestAnimationFrame(function look(atMs) {
      if (atMs - last >= 1000 / perSecond - 1) {
        last = atMs;
        tick();
      }
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [perSecond]);
}
