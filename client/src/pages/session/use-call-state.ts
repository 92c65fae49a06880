// How the call is, as far as it is worth a word: a call that is only beginning is not, unless that takes long.
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Call } from "../../call/call.ts";
import { CALL_EXPECTED_WITHIN_MS, type CallState } from "../patient/line-rules.ts";

export function useCallState(call: Call | undefined, wanted: boolean, failed: boolean): CallState {
  const status = useSyncExternalStore(call?.subscribe ?? nothing, () => call?.snapshot().status);
  const beginning = wanted && (status === undefined || status === "connecting");
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!beginning) return;
    const timer = setTimeout(() => setLate(true), CALL_EXPECTED_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [beginning]);
  if (!wanted) return undefined;
  if (failed) return "failed";
  if (beginning) return late ? "connecting" : undefined;
  return status;
}

const nothing = () => () => undefined;
