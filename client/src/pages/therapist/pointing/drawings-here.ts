// What this page has drawn and taken away while the session's state does not say so yet: an undo is of what its therapist has made last, and not of
// what the state knew a beat ago.
import type { PointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { Annotation, Drawing } from "@ensemble/shared/session/annotation.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";

/** On whose picture, because somebody else may be shown large by then. */
interface Waiting {
  readonly participantId: ParticipantId;
  readonly annotation: Annotation;
}

/** `shown`: what the state says is on that picture and has not faded, oldest first. */
export interface DrawingsHere {
  readonly draw: (participantId: ParticipantId, annotation: Annotation) => void;
  /** What an undo would take away; undefined where there is nothing that is not being taken away already. */
  readonly findLast: (participantId: ParticipantId, shown: readonly Annotation[]) => Annotation | undefined;
  readonly undo: (participantId: ParticipantId, shown: readonly Annotation[]) => void;
  readonly clear: (participantId: ParticipantId, shown: readonly Annotation[]) => void;
  /** Drawn, and not yet told by the state. */
  readonly strokesOn: (participantId: ParticipantId) => readonly Drawing[];
}

/** State follows an answer within a beat. */
const STATE_FOLLOWS_MS = 1_000;

export function createDrawingsHere(parts: {
  /** Resolves to whether it was applied. */
  readonly send: (command: SessionCommand) => Promise<boolean>;
  readonly sendPointing: (message: PointingMessage) => void;
  readonly changed: () => void;
}): DrawingsHere {
  const { send, sendPointing, changed } = parts;
  const waiting = new Set<Waiting>();
  const leaving = new Set<string>();

  const waitingOn = (participantId: ParticipantId) =>
    [...waiting].filter((one) => one.participantId === participantId).map(({ annotation }) => annotation);
  /** The patient was told of it while it was drawn, and would see it until it comes with the state, which it does not. */
  const takeBack = (participantId: ParticipantId, annotation: Annotation) => {
    const { annotationId, tool } = annotation;
    if (tool !== "target") sendPointing({ kind: "stroke", participantId, annotationId, tool, points: [] });
  };
  /** What was not applied is there again at once. */
  const takeAway = (gone: readonly Annotation[], command: SessionCommand) => {
    const ids = gone.map(({ annotationId }) => annotationId);
    const forget = () => {
      for (const id of ids) leaving.delete(id);
      changed();
    };
    for (const id of ids) leaving.add(id);
    changed();
    void send(command).then((applied) => (applied ? setTimeout(forget, STATE_FOLLOWS_MS) : forget()));
  };
  const findLast: DrawingsHere["findLast"] = (participantId, shown) => {
    const isShown = ({ annotationId }: Annotation) => shown.some((one) => one.annotationId === annotationId);
    const all = [...shown, ...waitingOn(participantId).filter((one) => !isShown(one))];
    return all.findLast((one, at) => !leaving.has(one.annotationId) && !isReplaced(one, all.slice(at + 1)));
  };

  return {
    findLast,
    draw: (participantId, annotation) => {
      const one = { participantId, annotation };
      const forget = () => {
        waiting.delete(one);
        changed();
      };
      waiting.add(one);
      changed();
      void send({ name: "drawAnnotation", participantId, annotation }).then((applied) => {
        if (applied) return void setTimeout(forget, STATE_FOLLOWS_MS);
        forget();
        takeBack(participantId, annotation);
      });
    },
    undo: (participantId, shown) => {
      const last = findLast(participantId, shown);
      if (last === undefined) return;
      takeAway([last], { name: "eraseAnnotation", participantId, annotationId: last.annotationId });
      takeBack(participantId, last);
    },
    clear: (participantId, shown) => {
      const mine = waitingOn(participantId);
      takeAway([...shown, ...mine], { name: "clearAnnotations", participantId });
      for (const one of mine) takeBack(participantId, one);
    },
    strokesOn: (participantId) =>
      waitingOn(participantId).flatMap((one) => (one.tool === "target" || leaving.has(one.annotationId) ? [] : [one])),
  };
}

/** A joint has one target: the newest. */
function isReplaced(one: Annotation, later: readonly Annotation[]): boolean {
  return one.tool === "target" && later.some((other) => other.tool === "target" && other.joint === one.joint);
}
