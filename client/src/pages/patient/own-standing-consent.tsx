// The own standing consent in the lobby of a class: kept by the server, counted by the class. Taking it back is the class's own command, so that it
// holds there at once whatever is away.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { useEffect, useState } from "react";
import { giveStandingConsent } from "../standing-consent-queries.ts";
import { StandingConsent } from "./standing-consent.tsx";
import { useCommand } from "./use-command.ts";

/** The class looks up what was given a moment after; after this long it is asked for once more by whoever presses. */
const COUNTED_WITHIN_MS = 10_000;

export function OwnStandingConsent({ me }: { me: ParticipantView }) {
  const { send, busy, refused } = useCommand();
  const untilMs = me.clinical?.standingConsentUntilMs;
  const [giving, setGiving] = useState<"no" | "asking" | "given">("no");
  const [failure, setFailure] = useState<string>();
  const isCounted = untilMs !== undefined;
  useEffect(() => {
    if (giving !== "given") return;
    if (isCounted) setGiving("no");
    const timer = setTimeout(() => setGiving("no"), COUNTED_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [giving, isCounted]);
  const give = async () => {
    setGiving("asking");
    setFailure(undefined);
    try {
      await giveStandingConsent();
      setGiving("given");
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "unexpected");
      setGiving("no");
    }
  };
  return (
    <StandingConsent
      untilMs={untilMs}
      nowMs={Date.now()}
      busy={busy || (giving !== "no" && !isCounted)}
      refused={refused ?? failure}
      onGive={() => void give()}
      onTakeBack={() => void send({ name: "takeBackStandingConsent" })}
    />
  );
}
