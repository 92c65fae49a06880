// The live picture of one person of the call, or their initial while there is none. Tells the call how large it is shown.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { useRef } from "react";
import { isMoving } from "../../call/picture-step-rules.ts";
import { useLineWeak, usePictureOf, usePreferredSize } from "../../ui/call-context.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { NoPicture } from "./no-picture.tsx";
import classes from "./person-picture.module.css";
import { useShownStep } from "./use-shown-step.ts";

export function PersonPicture({ participantId }: { participantId: ParticipantId }) {
  const box = useRef<HTMLDivElement>(null);
  const received = usePictureOf(participantId);
  const shown = useShownStep(participantId);
  const picture = isMoving(shown) ? received : undefined;
  const lineWeak = useLineWeak(participantId);
  const name = useSessionPart(({ view }) => personIn(view, participantId)?.name ?? "");
  // Of the therapist's line the screen says so elsewhere.
  const isTherapist = useSessionPart(({ view }) => personIn(view, participantId)?.role === "therapist");
  usePreferredSize(box, participantId);
  return (
    <div ref={box} className={classes.box}>
      {picture === undefined ? (
        <NoPicture name={name} lineWeak={lineWeak && !isTherapist} />
      ) : (
        <VideoPicture stream={picture} className={classes.video} label={name} />
      )}
    </div>
  );
}

function personIn(view: SessionView | undefined, participantId: ParticipantId): ParticipantView | undefined {
  return view?.participants.find((each) => each.participantId === participantId);
}
