// Sends one command at a time from a page and knows what to show meanwhile: busy, that it waits for the line, or the code of a refusal.
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { useCallback, useState } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";

export interface CommandSender {
  /** True when the referee applied it. */
  readonly send: (command: SessionCommand) => Promise<boolean>;
  readonly busy: boolean;
  /** The answer takes so long that it must be the line. */
  readonly waiting: boolean;
  readonly refused: string | undefined;
}

const WORTH_A_WORD_AFTER_MS = 2_000;

export function useCommand(): CommandSender {
  const { command: sendCommand } = useSessionActions();
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [refused, setRefused] = useState<string>();
  const send = useCallback(
    async (command: SessionCommand) => {
      setBusy(true);
      setRefused(undefined);
      const timer = setTimeout(() => setWaiting(true), WORTH_A_WORD_AFTER_MS);
      try {
        const answer = await sendCommand(command);
        // Who took it back knows that.
        if (!answer.applied && answer.code !== "command/taken_back") setRefused(answer.code);
        return answer.applied;
      } catch {
        // The connection was closed for good before an answer came; the session page says so in its own words.
        setRefused("network");
        return false;
      } finally {
        clearTimeout(timer);
        setWaiting(false);
        setBusy(false);
      }
    },
    [sendCommand],
  );
  return { send, busy, waiting, refused };
}
