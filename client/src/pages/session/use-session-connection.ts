// Opens the session's connection once the page shows it and closes it when the page leaves; its code comes by then, if not earlier.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { useEffect, useState } from "react";
import type { SessionConnection } from "../../connection/client-session.ts";

export function useSessionConnection(
  groupSessionId: GroupSessionId,
  me: ClassMember,
  exercises: readonly TrackedExercise[],
): SessionConnection | undefined {
  const [connection, setConnection] = useState<SessionConnection>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    let opened: SessionConnection | undefined;
    let left = false;
    const open = async () => {
      const { openSession } = await import("../../connection/open-session.ts");
      if (left) return;
      opened = openSession({ groupSessionId, me, exercises });
      setConnection(opened);
    };
    open().catch(setProblem);
    return () => {
      left = true;
      opened?.close();
      setConnection(undefined);
    };
  }, [groupSessionId, me, exercises]);
  if (problem !== undefined) throw problem;
  return connection;
}
