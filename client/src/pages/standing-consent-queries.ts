// What pages ask the server about the own standing consent to being recorded.
import type { GiveConsentBody, StandingConsentView } from "@ensemble/shared/protocol/http-messages.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import { queryOptions } from "@tanstack/react-query";
import { askServer } from "./ask-server.ts";

export const standingConsentQuery = queryOptions({
  queryKey: ["standing-consent"],
  queryFn: () => askServer<StandingConsentView>("/api/standing-consent"),
});

export function giveStandingConsent(): Promise<StandingConsentView> {
  const body: GiveConsentBody = { audience: RECORDING_AUDIENCE };
  return askServer("/api/standing-consent/give", body);
}

export function takeBackStandingConsent(): Promise<StandingConsentView> {
  return askServer("/api/standing-consent/take-back", {});
}
