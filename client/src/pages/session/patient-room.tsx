// Composes the patient's pages out of connection, camera, call and scene: they know nothing of each other.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { useMemo, useState, useSyncExternalStore } from "react";
import { drawsFinely } from "../../quality-rules.ts";
import { CallProvider, useConfidant } from "../../ui/call-context.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { useOverdue } from "../../ui/use-overdue.ts";
import { findSpeaker } from "../patient/own-private-word.ts";
import { shownTo } from "../patient/partner-rules.ts";
import { PatientPages } from "../patient/patient-pages.tsx";
import { findMe, findTherapist, patientStage } from "../patient/patient-stage.ts";
import { sideOf } from "../patient/side-rules.ts";
import { SummarySection } from "../summary/summary-section.tsx";
import { askedQuality, isSparing } from "./asked-quality.ts";
import { CallSound } from "./call-sound.tsx";
import { GroupSceneCanvas } from "./group-scene-canvas.tsx";
import { PersonPicture } from "./person-picture.tsx";
import type { RoomProps } from "./room-props.ts";
import { ShownDemonstration } from "./shown-demonstration.tsx";
import { useCall } from "./use-call.ts";
import { useCallState } from "./use-call-state.ts";
import { useFollowedQuality } from "./use-followed-quality.ts";
import { usePatientDevices } from "./use-patient-devices.ts";

/** The demonstration is a second scene: it does not hold up one's own avatar, and is not held up for long. */
const DEMONSTRATION_WAITS_MS = 3_000;

export function PatientRoom({ connection, me, exercises }: RoomProps) {
  const [asked] = useState(() => askedQuality(location.search));
  const view = useSessionPart((session) => session.view);
  const agreed = useSessionPart((session) => findMe(session)?.clinical?.agreed === true);
  const { devices, open } = usePatientDevices(connection, asked);
  const quality = useFollowedQuality(devices, asked);
  // Smooth edges are a property of a canvas for its whole life.
  const edges = drawsFinely(quality) ? "smooth" : "plain";
  const [ownMoves, setOwnMoves] = useState(false);
  const inClass = useSessionPart((session) => {
    const own = findMe(session);
    return session.view !== undefined && own !== undefined && patientStage(session.view, own) === "session";
  });
  // Counted from when both would be seen: in the lobby there is no scene yet.
  const overdue = useOverdue(inClass && !ownMoves, DEMONSTRATION_WAITS_MS);
  const over = view?.phase === "summary";
  const stream = useSyncExternalStore(devices?.feed.subscribe ?? nothing, () => devices?.feed.stream);
  const callWanted = agreed && !over;
  const [callFailed, setCallFailed] = useState(false);
  const call = useCall({
    connection,
    wanted: callWanted,
    stream,
    low: isSparing(asked),
    encodings: quality.encodings,
    onFailed: (problem) => setCallFailed(problem !== undefined),
  });
  const callState = useCallState(call, callWanted, callFailed);
  const therapist = findTherapist(view);
  const own = view?.participants.find((each) => each.participantId === me.personId);
  const inWord = own?.clinical?.inPrivateWord === true;
  const shown = (view === undefined ? [] : shownTo(view, own)).map((each) => each.participantId).join(" ");
  const peers = useMemo(
    () =>
      shown
        .split(" ")
        .filter((id) => id !== "")
        .map((id) => ({
          participantId: id as typeof me.personId,
          picture: <PersonPicture participantId={id as typeof me.personId} />,
        })),
    [shown],
  );
  if (view === undefined) return null;
  const exercise = exercises.find((each) => each.id === view.exerciseId);
  return (
    <CallProvider call={call}>
      <Confidant participantId={inWord ? findSpeaker(view)?.participantId : undefined} />
      <PatientPages
        person={me}
        exercises={exercises}
        feed={devices?.feed}
        onOpenDevices={open}
        call={callState}
        checkLine={call?.checkLine}
        scene={
          <GroupSceneCanvas
            key={edges}
            loop={devices?.loop}
            quality={quality}
            onOwnAvatarDrawn={() => setOwnMoves(true)}
          />
        }
        demonstration={
          exercise === undefined || !(ownMoves || overdue) ? null : (
            <ShownDemonstration key={edges} exercise={exercise} side={sideOf(exercise, own)} quality={quality} />
          )
        }
        therapistPicture={therapist === undefined ? null : <PersonPicture participantId={therapist.participantId} />}
        peers={peers}
        summary={<SummarySection groupSessionId={view.groupSessionId} reader="patient" exercises={exercises} live />}
      />
      <CallSound />
    </CallProvider>
  );
}

/** Inside the call it speaks to. */
function Confidant({ participantId }: { participantId: ParticipantId | undefined }) {
  useConfidant(participantId);
  return null;
}

const nothing = () => () => undefined;
