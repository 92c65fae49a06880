// The summary of a session that is over, by its address: for the therapist everybody, for a patient oneself.
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { exercisesQuery, meQuery } from "../queries.ts";
import { SummarySection } from "./summary-section.tsx";

export function SummaryPage() {
  const { groupSessionId } = useParams({ strict: false });
  const me = useQuery(meQuery);
  const exercises = useQuery({ ...exercisesQuery, enabled: me.isSuccess });
  if (me.isError && me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
  const failed = [me, exercises].find((query) => query.isError);
  if (failed?.error) {
    return (
      <PageShell person={me.data}>
        <AskAgain code={failed.error.message} onRetry={() => void failed.refetch()} />
      </PageShell>
    );
  }
  if (me.data === undefined || exercises.data === undefined || groupSessionId === undefined) return <PageLoading />;
  return (
    <PageShell person={me.data}>
      <SummarySection groupSessionId={groupSessionId} reader={me.data.role} exercises={exercises.data} />
    </PageShell>
  );
}
