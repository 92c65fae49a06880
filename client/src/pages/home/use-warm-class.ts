// While a patient's class is open: what joining it needs is loaded and warmed when the page has nothing else to do, and again when
// somebody comes back after a long time, when it has been given back.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { whenIdle } from "../../ui/when-idle.ts";
import { whenSomebody } from "../../ui/when-somebody.ts";
import { exercisesQuery } from "../queries.ts";
import { askedQuality, isSparing } from "../session/asked-quality.ts";
import { warmPatientsClass } from "../session/warm-class.ts";

const KEEP_WARM_EVERY_MS = 10_000;

export function useWarmClass(open: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!open) return;
    const warm = () => {
      void queries.prefetchQuery(exercisesQuery);
      warmPatientsClass(isSparing(askedQuality(location.search)));
    };
    const callOff = whenIdle(warm);
    const stop = whenSomebody(warm, KEEP_WARM_EVERY_MS);
    return () => {
      callOff();
      stop();
    };
  }, [open, queries]);
}
