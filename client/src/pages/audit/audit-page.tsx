// Who did what with recordings, reviews, comments and consents; for the clinic's therapists. What is asked for stands in the address.
import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { meQuery } from "../queries.ts";
import { useSignOut } from "../use-sign-out.ts";
import { readAuditAsk, writeAuditAsk } from "./audit-address.ts";
import { auditChainQuery, auditPeopleQuery, auditQuery } from "./audit-queries.ts";
import { AuditView } from "./audit-view.tsx";

export function AuditPage() {
  const me = useQuery(meQuery);
  const ask = readAuditAsk(useSearch({ strict: false }));
  const enabled = me.data?.role === "therapist";
  const log = useQuery({ ...auditQuery(ask), enabled });
  const people = useQuery({ ...auditPeopleQuery, enabled });
  const chain = useQuery({ ...auditChainQuery, enabled });
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (me.isError && me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
  if (me.data !== undefined && me.data.role !== "therapist") return <Navigate to="/" replace />;
  const failed = [me, log, people].find((query) => query.isError);
  if (failed?.error === undefined && (log.data === undefined || people.data === undefined)) return <PageLoading />;
  return (
    <PageShell person={me.data} onSignOut={signOut} wide>
      {failed?.error || log.data === undefined || people.data === undefined ? (
        <AskAgain code={failed?.error?.message ?? "unexpected"} onRetry={() => void failed?.refetch()} />
      ) : (
        <AuditView
          log={log.data}
          people={people.data}
          isAsking={log.isPlaceholderData}
          chain={chain.isError ? null : chain.data}
          ask={ask}
          onAsk={(next) => void navigate({ to: "/audit", search: writeAuditAsk(next) })}
        />
      )}
    </PageShell>
  );
}
