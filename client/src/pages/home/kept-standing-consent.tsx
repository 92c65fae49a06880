// On a patient's home: that one has a standing consent to being recorded, until when, and one press to take it back. Nothing where there is none.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { StandingConsent } from "../patient/standing-consent.tsx";
import { standingConsentQuery, takeBackStandingConsent } from "../standing-consent-queries.ts";

export function KeptStandingConsent() {
  const queries = useQueryClient();
  const { data } = useQuery(standingConsentQuery);
  const takingBack = useMutation({
    mutationFn: takeBackStandingConsent,
    onSuccess: (now) => queries.setQueryData(standingConsentQuery.queryKey, now),
  });
  if (data === undefined || data.untilMs === null) return null;
  return (
    <StandingConsent
      untilMs={data.untilMs}
      nowMs={Date.now()}
      busy={takingBack.isPending}
      refused={takingBack.error?.message}
      onTakeBack={() => takingBack.mutate()}
    />
  );
}
