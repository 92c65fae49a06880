// The first page after signing in: a patient sees today's one thing, a therapist today's sessions. An operator is led on to the page of theirs.
import { isClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageLoading } from "../../ui/page-loading.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { homeQuery, meQuery, sessionsQuery } from "../queries.ts";
import { SentComments } from "../review/sent-comments.tsx";
import { useSignOut } from "../use-sign-out.ts";
import { chooseToday } from "./choose-today.ts";
import { HomeLoading } from "./home-loading.tsx";
import { KeptStandingConsent } from "./kept-standing-consent.tsx";
import { PatientHomeView } from "./patient-home-view.tsx";
import { TherapistHomeView } from "./therapist-home-view.tsx";
import { useWarmClass } from "./use-warm-class.ts";

/** The others are with their classes. */
const SENT_ON_HOME = 2;

export function HomePage() {
  const me = useQuery(meQuery);
  const signOut = useSignOut();
  if (me.isPending) return <PageLoading />;
  if (me.isError) {
    if (me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
    return (
      <PageShell>
        <AskAgain code={me.error.message} onRetry={() => void me.refetch()} />
      </PageShell>
    );
  }
  if (!isClassMember(me.data)) return <Navigate to="/operator" replace />;
  return (
    <PageShell person={me.data} onSignOut={signOut}>
      {me.data.role === "therapist" ? <TherapistHome name={me.data.name} /> : <PatientHome name={me.data.name} />}
    </PageShell>
  );
}

function PatientHome({ name }: { name: string }) {
  const home = useQuery({ ...homeQuery, refetchInterval: 15_000 });
  useWarmClass(home.isSuccess && chooseToday(home.data.sessions, Date.now()).when === "open");
  if (home.isPending) return <HomeLoading />;
  if (home.isError) return <AskAgain code={home.error.message} onRetry={() => void home.refetch()} />;
  return (
    <PatientHomeView name={name} home={home.data} nowMs={Date.now()}>
      <SentComments most={SENT_ON_HOME} />
      <KeptStandingConsent />
    </PatientHomeView>
  );
}

function TherapistHome({ name }: { name: string }) {
  const sessions = useQuery(sessionsQuery);
  if (sessions.isPending) return <HomeLoading />;
  if (sessions.isError) return <AskAgain code={sessions.error.message} onRetry={() => void sessions.refetch()} />;
  return <TherapistHomeView name={name} sessions={sessions.data} nowMs={Date.now()} />;
}
