// The screens of one's role. Not React's `lazy`: that would begin to load them only when they are to be shown, and hold them back a moment longer.
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { type ComponentType, useEffect, useState } from "react";
import type { RoomProps } from "./room-props.ts";

type Room = ComponentType<RoomProps>;

const ROOMS: Readonly<Record<Role, () => Promise<Room>>> = {
  patient: async () => (await import("./patient-room.tsx")).PatientRoom,
  therapist: async () => (await import("./therapist-room.tsx")).TherapistRoom,
};

/** Undefined while it loads. */
export function useRoom(role: Role): Room | undefined {
  const [room, setRoom] = useState<Room>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    let left = false;
    // A component is a function, which a state would call.
    ROOMS[role]().then((loaded) => !left && setRoom(() => loaded), setProblem);
    return () => {
      left = true;
    };
  }, [role]);
  if (problem !== undefined) throw problem;
  return room;
}
