// What the therapist points at on one's own picture: drawings that stand, those under way, and whether the picture stands still.
import type { StrokeMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import { useEffect, useState } from "react";
import type { Stroke } from "../../drawing/annotation-layer.tsx";
import { useAnnotations } from "../../drawing/use-annotations.ts";
import { useStillShown } from "../../drawing/use-still-shown.ts";
import { useSessionActions, useSessionPart } from "../../ui/session-context.tsx";
import { findMe } from "./patient-stage.ts";

export interface OwnPointing {
  /** Those that have not faded yet. */
  readonly shown: readonly PlacedAnnotation[];
  readonly strokes: readonly Stroke[];
  readonly held: boolean;
}

/** A stroke that is neither finished nor given up: the therapist's line is gone. */
const STROKE_LASTS_MS = 10_000;

export function useOwnPointing(): OwnPointing {
  const connection = useSessionActions();
  const text = useSessionPart((session) => findMe(session)?.clinical?.annotations ?? "");
  const held = useSessionPart((session) => findMe(session)?.clinical?.held ?? false);
  const annotations = useAnnotations(text);
  const [strokes, setStrokes] = useState<readonly StrokeMessage[]>([]);
  useEffect(
    () =>
      connection.on("stroke", (stroke) =>
        setStrokes((before) => [
          ...before.filter(({ annotationId }) => annotationId !== stroke.annotationId),
          ...(stroke.points.length === 0 ? [] : [stroke]),
        ]),
      ),
    [connection],
  );
  // Finished, it comes with the session's state.
  useEffect(() => {
    const finished = new Set(annotations.map(({ annotationId }) => annotationId));
    setStrokes((before) =>
      before.some((one) => finished.has(one.annotationId))
        ? before.filter((one) => !finished.has(one.annotationId))
        : before,
    );
  }, [annotations]);
  useEffect(() => {
    if (strokes.length === 0) return;
    const timer = setTimeout(() => setStrokes([]), STROKE_LASTS_MS);
    return () => clearTimeout(timer);
  }, [strokes]);
  return { shown: useStillShown(annotations, connection.serverNowMs), strokes, held };
}
