// Whether somebody takes part without a camera. Kept on this device for this session: a reload must not open what was declined.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { useState } from "react";

const key = (groupSessionId: GroupSessionId) => `ensemble.withoutCamera.${groupSessionId}`;

export function useWithoutCamera(
  groupSessionId: GroupSessionId | undefined,
): [withoutCamera: boolean, choose: (withoutCamera: boolean) => void] {
  const [, setChanges] = useState(0);
  const withoutCamera = groupSessionId !== undefined && sessionStorage.getItem(key(groupSessionId)) !== null;
  const choose = (wanted: boolean) => {
    if (groupSessionId === undefined) return;
    if (wanted) sessionStorage.setItem(key(groupSessionId), "1");
    else sessionStorage.removeItem(key(groupSessionId));
    setChanges((before) => before + 1);
  };
  return [withoutCamera, choose];
}
