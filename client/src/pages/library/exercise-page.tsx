// One exercise of the library, for therapists, and for patients who were sent its link.
import { isClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { AskAgain } from "../../ui/ask-again.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { libraryExerciseQuery, meQuery } from "../queries.ts";
import { useSignOut } from "../use-sign-out.ts";
import { ExerciseLoading } from "./exercise-loading.tsx";
import { ExerciseUnknown } from "./exercise-unknown.tsx";
import { ExerciseView } from "./exercise-view.tsx";

export function ExercisePage() {
  const { exerciseId = "" } = useParams({ strict: false });
  const me = useQuery(meQuery);
  const page = useQuery({
    ...libraryExerciseQuery(exerciseId),
    enabled: me.data !== undefined && isClassMember(me.data),
  });
  const signOut = useSignOut();
  if (me.isError && me.error.message.startsWith("sign_in/")) return <Navigate to="/sign-in" replace />;
  if (me.data !== undefined && !isClassMember(me.data)) return <Navigate to="/operator" replace />;
  const failed = [me, page].find((query) => query.isError);
  const unknown = page.error?.message === "library/unknown_exercise";
  return (
    <PageShell person={me.data} onSignOut={signOut} wide>
      {unknown && me.data !== undefined ? (
        <ExerciseUnknown reader={me.data.role} />
      ) : failed?.error ? (
        <AskAgain code={failed.error.message} onRetry={() => void failed.refetch()} />
      ) : me.data === undefined || page.data === undefined ? (
        <ExerciseLoading />
      ) : (
        // Another exercise begins anew: correct, from its own side.
        <ExerciseView key={page.data.exercise.id} page={page.data} reader={me.data.role} />
      )}
    </PageShell>
  );
}
