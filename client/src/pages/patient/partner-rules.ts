// Whom a patient's picture would go to besides the therapist, and whose pictures a patient may look at, as far as the page knows.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";

type Class = Pick<SessionView, "pictureMode" | "participants">;

/** Those a patient is paired with, there or not; nobody in another mode. */
export function partnersFor(view: Class, patient: ParticipantView | undefined): readonly ParticipantView[] {
  const marks = view.pictureMode === "pairs" ? (patient?.clinical?.pairedWith ?? []) : [];
  return view.participants.filter(({ role, mark }) => role === "patient" && marks.includes(mark));
}

/** In the mode *everybody* the whole group, in pairs the partners; otherwise there is nobody to agree to. */
export function mayShareWith(view: Class, me: ParticipantView): "group" | "partners" | "nobody" {
  if (view.pictureMode === "everybody") return "group";
  return partnersFor(view, me).length > 0 ? "partners" : "nobody";
}

/** Who shows their picture to this patient now. */
export function shownTo(view: Class, me: ParticipantView | undefined): readonly ParticipantView[] {
  const others = view.pictureMode === "everybody" ? view.participants : partnersFor(view, me);
  return others.filter(
    (each) =>
      each.role === "patient" && each.present && each.pictureConsent && each.participantId !== me?.participantId,
  );
}

/** "Bruno and Cora", in the order of the list. */
export function sayNames(people: readonly ParticipantView[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(people.map(({ name }) => name));
}
