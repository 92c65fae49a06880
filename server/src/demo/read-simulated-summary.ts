// The summary of a session as one of its simulated members gets it.
import type { SessionSummary } from "@ensemble/shared/session/session-summary.ts";
import { signInByLink } from "./simulated-participant.ts";

export async function readSimulatedSummary(
  url: string,
  inviteLink: string,
  groupSessionId: string,
): Promise<SessionSummary> {
  const { cookie } = await signInByLink(url, inviteLink);
  const response = await fetch(new URL(`/api/sessions/${groupSessionId}/summary`, url), { headers: { cookie } });
  if (!response.ok) throw new Error(`no summary: ${await response.text()}`);
  return (await response.json()) as SessionSummary;
}
