// A session from lobby to summary, for both roles: opens the connection, then loads the screens of one's role.
import type { ClassMember, ExerciseLibrary } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { Navigate, useParams } from "@tanstack/react-router";
import { type ComponentType, useEffect } from "react";
import { SessionProvider, useSessionPart } from "../ui/session-context.tsx";
import { useHeldReload } from "../ui/use-held-reload.ts";
import { useKeepAwake } from "../ui/use-keep-awake.ts";
import { askedQuality, isSparing } from "./session/asked-quality.ts";
import { SessionClosed, TooNewNotice } from "./session/connection-notice.tsx";
import { isTooNew } from "./session/reload-rules.ts";
import type { RoomProps } from "./session/room-props.ts";
import { SessionLoading } from "./session/session-loading.tsx";
import { useRoom } from "./session/use-room.ts";
import { useSessionConnection } from "./session/use-session-connection.ts";
import { loadClass, warmPatientsClass } from "./session/warm-class.ts";
import { SignedIn } from "./signed-in.tsx";

export function SessionPage() {
  const { groupSessionId } = useParams({ strict: false });
  return (
    <SignedIn loading={<SessionLoading />}>
      {(me, exercises) => (
        // Somebody else, signed in from another tab, begins anew: with their own screens, and no camera of the one before.
        <Opening key={me.personId} groupSessionId={groupSessionId as GroupSessionId} me={me} exercises={exercises} />
      )}
    </SignedIn>
  );
}

interface OpeningProps {
  readonly groupSessionId: GroupSessionId;
  readonly me: ClassMember;
  readonly exercises: ExerciseLibrary;
}

function Opening({ groupSessionId, me, exercises }: OpeningProps) {
  useEffect(() => {
    if (me.role === "patient") warmPatientsClass(isSparing(askedQuality(location.search)));
    else loadClass(me.role);
  }, [me.role]);
  const RoomOfRole = useRoom(me.role);
  const connection = useSessionConnection(groupSessionId, me, exercises);
  if (connection === undefined) return <SessionLoading />;
  return (
    <SessionProvider connection={connection}>
      <Room
        groupSessionId={groupSessionId}
        RoomOfRole={RoomOfRole}
        connection={connection}
        me={me}
        exercises={exercises}
      />
    </SessionProvider>
  );
}

interface RoomPartProps extends RoomProps {
  readonly groupSessionId: GroupSessionId;
  /** Undefined while it loads. */
  readonly RoomOfRole: ComponentType<RoomProps> | undefined;
}

function Room({ groupSessionId, RoomOfRole, ...props }: RoomPartProps) {
  const status = useSessionPart((session) => session.status);
  const refusal = useSessionPart((session) => session.refusal);
  const known = useSessionPart((session) => session.view !== undefined);
  const over = useSessionPart((session) => session.view?.phase === "summary");
  const tooNew = useSessionPart(isTooNew);
  useKeepAwake(known && !over);
  useHeldReload(known && !over);
  // Over while this page was away or before it came: what is left to see are the results.
  if (status === "refused" && refusal === "session/ended") {
    return <Navigate to="/session/$groupSessionId/summary" params={{ groupSessionId }} replace />;
  }
  if (status === "heldBack" || status === "takenOver" || status === "refused") {
    return <SessionClosed status={status} refusal={refusal} />;
  }
  if (!known || RoomOfRole === undefined) {
    if (status === "tooOld") return <SessionClosed status={status} />;
    return <SessionLoading>{tooNew ? <TooNewNotice /> : null}</SessionLoading>;
  }
  // A patient in the middle of a set is told large and aloud, with pain · stop beside it.
  if (status === "tooOld" && props.me.role === "therapist") return <SessionClosed status={status} />;
  return <RoomOfRole {...props} />;
}
