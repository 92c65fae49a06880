// What a page of a session needs first: who is there and the exercises. Who is not signed in is led there, and what failed is asked for again.
import { type ClassMember, type ExerciseLibrary, isClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AskAgain } from "../ui/ask-again.tsx";
import { PageShell } from "../ui/page-shell.tsx";
import { exercisesQuery, meQuery } from "./queries.ts";

export function SignedIn(props: {
  readonly loading: ReactNode;
  readonly children: (me: ClassMember, exercises: ExerciseLibrary) => ReactNode;
}) {
  const me = useQuery(meQuery);
  const exercises = useQuery({ ...exercisesQuery, enabled: me.data !== undefined && isClassMember(me.data) });
  if (me.isError && me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
  if (me.data !== undefined && !isClassMember(me.data)) return <Navigate to="/operator" replace />;
  const failed = [me, exercises].find((query) => query.isError);
  if (failed?.error) {
    return (
      <PageShell person={me.data}>
        <AskAgain code={failed.error.message} onRetry={() => void failed.refetch()} />
      </PageShell>
    );
  }
  if (me.data === undefined || exercises.data === undefined) return props.loading;
  return props.children(me.data, exercises.data);
}
