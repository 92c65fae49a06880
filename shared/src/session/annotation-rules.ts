// What becomes of annotations: who may draw on whom, how many there are at once, and when they fade.
import { type Annotation, MOST_ANNOTATIONS, type PlacedAnnotation } from "./annotation.ts";
import type { ParticipantId } from "./identifiers.ts";
import type { SessionFact } from "./session-fact.ts";
import type { SessionState } from "./session-state.ts";

/** Long enough for a sentence about it; a project assumption. */
export const SHOWN_FOR_MS = 20_000;
const FADES_FOR_MS = 3_000;
export const FADED_AFTER_MS = SHOWN_FOR_MS + FADES_FOR_MS;

export type AnnotationCommand =
  | { readonly name: "drawAnnotation"; readonly participantId: ParticipantId; readonly annotation: Annotation }
  | { readonly name: "eraseAnnotation"; readonly participantId: ParticipantId; readonly annotationId: string }
  | { readonly name: "clearAnnotations"; readonly participantId: ParticipantId };

export function staysUntilErased(annotation: Annotation): boolean {
  return annotation.tool === "target" || annotation.stays;
}

/** 1: as it was drawn; 0: gone. */
export function opacityAt(annotation: PlacedAnnotation, nowMs: number): number {
  if (staysUntilErased(annotation)) return 1;
  const left = annotation.atMs + FADED_AFTER_MS - nowMs;
  return Math.max(0, Math.min(1, left / FADES_FOR_MS));
}

export function stillShown(annotations: readonly PlacedAnnotation[], nowMs: number): readonly PlacedAnnotation[] {
  return annotations.filter((one) => opacityAt(one, nowMs) > 0);
}

/** A joint has one target: the newest. */
export function addAnnotation(
  annotations: readonly PlacedAnnotation[],
  annotation: Annotation,
  atMs: number,
): readonly PlacedAnnotation[] {
  return [...stillShown(annotations, atMs).filter((one) => !isReplaced(one, annotation)), { ...annotation, atMs }];
}

/** Whether this person may point at something on that person's picture now; what is asked for besides does not matter. */
export function refusePointing(
  state: SessionState,
  actorId: ParticipantId,
  participantId: ParticipantId,
): "command/not_allowed" | "command/unknown_participant" | "session/ended" | undefined {
  if (state.participants[actorId]?.role !== "therapist") return "command/not_allowed";
  if (state.endedAtMs !== null) return "session/ended";
  return state.participants[participantId]?.role === "patient" ? undefined : "command/unknown_participant";
}

/** Of a therapist in a session that runs. No facts: it is so already. */
export function decideAnnotation(
  state: SessionState,
  command: AnnotationCommand,
  nowMs: number,
):
  | { readonly facts: readonly SessionFact[] }
  | { readonly refusal: "command/unknown_participant" | "command/too_many_annotations" } {
  const { participantId } = command;
  const patient = state.participants[participantId];
  if (patient?.role !== "patient") return { refusal: "command/unknown_participant" };
  const { annotations } = patient;
  const isThere = (id: string) => annotations.some(({ annotationId }) => annotationId === id);
  switch (command.name) {
    case "drawAnnotation": {
      const { annotation } = command;
      if (isThere(annotation.annotationId)) return { facts: [] };
      const others = stillShown(annotations, nowMs).filter((one) => !isReplaced(one, annotation));
      if (others.length >= MOST_ANNOTATIONS) return { refusal: "command/too_many_annotations" };
      return { facts: [{ kind: "annotationDrawn", participantId, annotation }] };
    }
    case "eraseAnnotation": {
      const { annotationId } = command;
      return { facts: isThere(annotationId) ? [{ kind: "annotationErased", participantId, annotationId }] : [] };
    }
    case "clearAnnotations":
      return { facts: annotations.length === 0 ? [] : [{ kind: "annotationsCleared", participantId }] };
  }
}

function isReplaced(before: Annotation, by: Annotation): boolean {
  return before.tool === "target" && by.tool === "target" && before.joint === by.joint;
}
