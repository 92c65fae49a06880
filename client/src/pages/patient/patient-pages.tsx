// Everything a patient sees of a session, in the right place after every reload: lobby, class, questions at the end.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { type ReactNode, useEffect } from "react";
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { useSessionPart } from "../../ui/session-context.tsx";
import type { WantedDevices } from "../session/patient-devices.ts";
import { useReloadNeed } from "../session/use-reload-need.ts";
import { leaveFullScreen } from "./full-screen.ts";
import { HeldScreen } from "./held-screen.tsx";
import { OwnTile } from "./own-tile.tsx";
import { PatientEnd } from "./patient-end.tsx";
import { PatientLobby } from "./patient-lobby.tsx";
import { PatientSession, type PatientSessionProps } from "./patient-session.tsx";
import { findMe, findTherapist, patientStage } from "./patient-stage.ts";
import { PrivateWordVoice } from "./private-word-sign.tsx";
import { RecordingVoice } from "./recording-sign.tsx";
import { ReloadPage } from "./reload-needed.tsx";
import { isCounting, isPictureShown, useCamera } from "./use-camera.ts";
import { useWithoutCamera } from "./use-without-camera.ts";
import { VoiceProvider } from "./voice-context.tsx";

export interface PatientPagesProps
  extends Omit<PatientSessionProps, "exercise" | "counted" | "hasPicture" | "ownPicture" | "heldPicture"> {
  readonly person: { readonly name: string; readonly nickname: string };
  readonly exercises: readonly TrackedExercise[];
  /** Undefined until opened. Opened only after the agreement. */
  readonly feed: CameraFeed | undefined;
  /** Opens these and closes what else is open; nothing happens when these are open already. */
  readonly onOpenDevices: (wanted: WantedDevices) => void;
  /** Undefined while there is no call. */
  readonly checkLine?: (() => Promise<LineCheck>) | undefined;
  readonly summary: ReactNode;
}

export function PatientPages(props: PatientPagesProps) {
  const view = useSessionPart((session) => session.view);
  const me = useSessionPart(findMe);
  const { feed, onOpenDevices } = props;
  const [withoutCamera, chooseWithoutCamera] = useWithoutCamera(view?.groupSessionId);
  const camera = useCamera(feed);
  const need = useReloadNeed();
  const stage = view === undefined || me === undefined ? undefined : patientStage(view, me);

  // After a reload nobody is asked again: who was ready, or is in the middle of the class, has the camera back by itself, unless it was declined.
  const wanted = me?.clinical?.agreed === true && (stage === "session" || (stage === "lobby" && me.ready));
  useEffect(() => {
    if (wanted) onOpenDevices(withoutCamera ? "microphoneOnly" : "cameraAndMicrophone");
  }, [wanted, withoutCamera, onOpenDevices]);

  useEffect(() => {
    if (stage === "end") leaveFullScreen();
  }, [stage]);
  useEffect(() => leaveFullScreen, []);

  if (view === undefined || stage === undefined) return null;
  if (need !== undefined && stage !== "session") {
    return (
      <VoiceProvider>
        <ReloadPage need={need} />
      </VoiceProvider>
    );
  }
  const exercise = props.exercises.find((each) => each.id === view.exerciseId);
  return (
    <VoiceProvider>
      <PrivateWordVoice />
      <RecordingVoice />
      {stage === "lobby" ? (
        <PatientLobby
          person={props.person}
          feed={feed}
          withoutCamera={withoutCamera}
          call={props.call}
          checkLine={props.checkLine}
          onOpenCamera={() => {
            chooseWithoutCamera(false);
            onOpenDevices("cameraAndMicrophone");
          }}
          onWithoutCamera={() => {
            chooseWithoutCamera(true);
            onOpenDevices("microphoneOnly");
          }}
        />
      ) : null}
      {stage === "session" ? (
        <PatientSession
          exercise={exercise}
          hasPicture={isPictureShown(camera)}
          counted={isCounting(camera)}
          call={props.call}
          scene={props.scene}
          ownPicture={<OwnTile feed={feed} exercise={exercise} />}
          heldPicture={
            feed !== undefined && isPictureShown(camera) ? (
              <HeldScreen feed={feed} therapistName={findTherapist(view)?.name ?? ""} />
            ) : undefined
          }
          demonstration={props.demonstration}
          therapistPicture={props.therapistPicture}
          peers={props.peers}
        />
      ) : null}
      {stage === "end" ? <PatientEnd summary={props.summary} /> : null}
    </VoiceProvider>
  );
}
