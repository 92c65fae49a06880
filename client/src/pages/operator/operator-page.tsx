// The page of those who keep the machines running: asked anew every two seconds while somebody looks, and what was last known stays
// when there is no answer.
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { meQuery, operatorQuery } from "../queries.ts";
import { useSignOut } from "../use-sign-out.ts";
import { OperatorView } from "./operator-view.tsx";
import { useSince } from "./use-since.ts";

export function OperatorPage() {
  const me = useQuery(meQuery);
  const report = useQuery({ ...operatorQuery, enabled: me.data?.role === "operator" });
  const signOut = useSignOut();
  const sinceMs = useSince(report.dataUpdatedAt);
  const signedOut = [me, report].some(({ error }) => error?.message === "sign_in/required");
  if (signedOut) return <Navigate to="/sign-in" replace />;
  if (me.data !== undefined && me.data.role !== "operator") return <Navigate to="/" replace />;
  const failed = [me, report].find((query) => query.isError && query.data === undefined);
  if (failed?.error) {
    return (
      <PageShell person={me.data} onSignOut={signOut} wide>
        <AskAgain code={failed.error.message} onRetry={() => void failed.refetch()} />
      </PageShell>
    );
  }
  if (report.data === undefined) return <PageLoading />;
  return (
    <PageShell person={me.data} onSignOut={signOut} wide>
      <OperatorView
        report={report.data}
        nowMs={report.data.atMs + sinceMs}
        unansweredForMs={report.isError ? sinceMs : undefined}
      />
    </PageShell>
  );
}
