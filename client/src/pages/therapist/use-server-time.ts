// The server's time for clocks and curves; ticks fast while something runs, slowly otherwise.
import { useEffect, useState } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";

const RUNNING_TICK_MS = 200;
const RESTING_TICK_MS = 1_000;

export function useServerTime(running: boolean): number {
  const { serverNowMs } = useSessionActions();
  const [nowMs, setNowMs] = useState(serverNowMs);
  useEffect(() => {
    const tick = () => setNowMs(serverNowMs());
    tick();
    const timer = setInterval(tick, running ? RUNNING_TICK_MS : RESTING_TICK_MS);
    return () => clearInterval(timer);
  }, [running, serverNowMs]);
  return nowMs;
}
