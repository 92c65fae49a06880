// The summary of a session that is over, by its address: for the therapist everybody, for a patient oneself.
import { useParams } from "@tanstack/react-router";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { SignedIn } from "../signed-in.tsx";
import { SummarySection } from "./summary-section.tsx";

export function SummaryPage() {
  const { groupSessionId } = useParams({ strict: false });
  if (groupSessionId === undefined) return <PageLoading />;
  return (
    <SignedIn loading={<PageLoading />}>
      {(me, exercises) => (
        <PageShell person={me}>
          <SummarySection groupSessionId={groupSessionId} reader={me.role} exercises={exercises} />
        </PageShell>
      )}
    </SignedIn>
  );
}
