// What the rooms of both roles are given.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import type { SessionConnection } from "../../connection/client-session.ts";

export interface RoomProps {
  readonly connection: SessionConnection;
  readonly me: ClassMember;
  readonly exercises: readonly TrackedExercise[];
}
