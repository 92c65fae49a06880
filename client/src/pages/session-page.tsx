// A session from lobby to summary, for both roles: opens the connection, then loads the screens of one's role.
import type { ExerciseLibrary, Me } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { Navigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { SessionProvider, useSessionPart } from "../ui/session-context.tsx";
import { SessionClosed } from "./session/connection-notice.tsx";
import type { RoomProps } from "./session/room-props.ts";
import { SessionLoading } from "./session/session-loading.tsx";
import { useSessionConnection } from "./session/use-session-connection.ts";
import { SignedIn } from "./signed-in.tsx";

const PatientRoom = lazy(async () => ({ default: (await import("./session/patient-room.tsx")).PatientRoom }));
const TherapistRoom = lazy(async () => ({ default: (await import("./session/therapist-room.tsx")).TherapistRoom }));

export function SessionPage() {
  const { groupSessionId } = useParams({ strict: false });
  return (
    <SignedIn loading={<SessionLoading />}>
      {(me, exercises) => <Opening groupSessionId={groupSessionId as GroupSessionId} me={me} exercises={exercises} />}
    </SignedIn>
  );
}

interface OpeningProps {
  readonly groupSessionId: GroupSessionId;
  readonly me: Me;
  readonly exercises: ExerciseLibrary;
}

function Opening({ groupSessionId, me, exercises }: OpeningProps) {
  const connection = useSessionConnection(groupSessionId, me, exercises);
  if (connection === undefined) return <SessionLoading />;
  return (
    <SessionProvider connection={connection}>
      <Suspense fallback={<SessionLoading />}>
        <Room groupSessionId={groupSessionId} connection={connection} me={me} exercises={exercises} />
      </Suspense>
    </SessionProvider>
  );
}

function Room(props: RoomProps & { groupSessionId: GroupSessionId }) {
  const status = useSessionPart((session) => session.status);
  const refusal = useSessionPart((session) => session.refusal);
  const known = useSessionPart((session) => session.view !== undefined);
  // Over while this page was away or before it came: what is left to see are the results.
  if (status === "refused" && refusal === "session/ended") {
    return <Navigate to="/session/$groupSessionId/summary" params={{ groupSessionId: props.groupSessionId }} replace />;
  }
  if (status === "takenOver" || status === "refused" || status === "tooOld") {
    return <SessionClosed status={status} refusal={refusal} />;
  }
  if (!known) return <SessionLoading />;
  return props.me.role === "therapist" ? <TherapistRoom {...props} /> : <PatientRoom {...props} />;
}
