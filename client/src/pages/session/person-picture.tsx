// The live picture of one person of the call, or their initial while there is none. Tells the call how large it is shown.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { useRef } from "react";
import { hasMovingPicture } from "../../call/picture-step-rules.ts";
import { usePictureOf, usePreferredSize } from "../../ui/call-context.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { VideoPicture } from "../../ui/video-picture.tsx";
import classes from "./person-picture.module.css";
import { useShownStep } from "./use-shown-step.ts";

export function PersonPicture({ participantId }: { participantId: ParticipantId }) {
  const box = useRef<HTMLDivElement>(null);
  const received = usePictureOf(participantId);
  const { step } = useShownStep(participantId);
  const picture = hasMovingPicture(step) ? received : undefined;
  const name = useSessionPart(
    (session) => session.view?.participants.find((each) => each.participantId === participantId)?.name ?? "",
  );
  usePreferredSize(box, participantId);
  return (
    <div ref={box} className={classes.box}>
      {picture === undefined ? (
        <span className={classes.initial} aria-hidden>
          {name.charAt(0)}
        </span>
      ) : (
        <VideoPicture stream={picture} className={classes.video} label={name} />
      )}
    </div>
  );
}
