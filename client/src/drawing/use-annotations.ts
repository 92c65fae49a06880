// A patient's annotations out of the session's state, read once for each change.
import { annotationsFromWire } from "@ensemble/shared/protocol/annotation-form.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { useMemo } from "react";

export function useAnnotations(text: string | undefined): readonly PlacedAnnotation[] {
  return useMemo(() => annotationsFromWire(text ?? ""), [text]);
}
