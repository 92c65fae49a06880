// Those annotations that have not faded yet: renders again when the next one is gone.
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { FADED_AFTER_MS, staysUntilErased, stillShown } from "@ensemble/shared/session/annotation-rules.ts";
import { useEffect, useReducer } from "react";

export function useStillShown(
  annotations: readonly PlacedAnnotation[],
  nowMs: () => number,
): readonly PlacedAnnotation[] {
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0);
  const shown = stillShown(annotations, nowMs());
  const fading = shown.filter((one) => !staysUntilErased(one));
  const nextMs = fading.length === 0 ? undefined : Math.min(...fading.map(({ atMs }) => atMs)) + FADED_AFTER_MS;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again where the clocks did not agree
  useEffect(() => {
    if (nextMs === undefined) return;
    const timer = setTimeout(lookAgain, Math.max(50, nextMs - nowMs()));
    return () => clearTimeout(timer);
  }, [nextMs, nowMs, looks]);
  return shown;
}
