// Which state of line and storage is worth a word: the one that matters most to somebody who is moving.
import type { ConnectionStatus } from "../../connection/client-session.ts";
import type { LineState } from "./line-chip.tsx";

export function lineState(input: {
  status: ConnectionStatus;
  provisional: boolean;
  weakLine: boolean;
  counted: boolean;
}): LineState | undefined {
  if (input.status === "connecting" || input.status === "reconnecting") return "reconnecting";
  if (!input.counted) return "uncounted";
  if (input.provisional) return "provisional";
  return input.weakLine ? "weak" : undefined;
}
