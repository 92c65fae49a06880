// How long ago something was, counted on while one looks.
import { useEffect, useState } from "react";

const EVERY_MS = 1_000;

export function useSince(atMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, nowMs - atMs);
}
