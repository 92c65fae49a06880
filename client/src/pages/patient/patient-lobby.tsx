// The patient's way into the class: agreement, whereabouts, camera and microphone, the outline, waiting.
import { useState } from "react";
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { useClientSession } from "../../ui/session-context.tsx";
import { ConnectionNotice } from "../session/connection-notice.tsx";
import { ReloadNotice } from "../session/reload-notice.tsx";
import { AgreementStep } from "./agreement-step.tsx";
import { DevicesStep } from "./devices-step.tsx";
import type { CallState } from "./line-rules.ts";
import { LOBBY_START, type LobbyMemory, lobbyStep, stepBefore } from "./lobby-steps.ts";
import { OutlineStep } from "./outline-step.tsx";
import classes from "./patient-lobby.module.css";
import { findMe } from "./patient-stage.ts";
import { RecordingNotice } from "./recording-notice.tsx";
import { RecordingQuestion } from "./recording-question.tsx";
import { RecordingSign } from "./recording-sign.tsx";
import { isCounting, useCamera } from "./use-camera.ts";
import { useDeviceCheck } from "./use-device-check.ts";
import { useRecordingQuestion } from "./use-recording-question.ts";
import { WaitingStep } from "./waiting-step.tsx";
import { WhereaboutsStep } from "./whereabouts-step.tsx";

export interface PatientLobbyProps {
  readonly person: { readonly name: string; readonly nickname: string };
  /** Undefined until it was opened; of the microphone alone for somebody who takes part without a camera. */
  readonly feed: CameraFeed | undefined;
  readonly withoutCamera: boolean;
  readonly call: CallState;
  /** Undefined while there is no call. */
  readonly checkLine?: (() => Promise<LineCheck>) | undefined;
  readonly onOpenCamera: () => void;
  readonly onWithoutCamera: () => void;
  /** For a page that shows one step by itself. */
  readonly start?: LobbyMemory;
}

export function PatientLobby(props: PatientLobbyProps) {
  const question = useRecordingQuestion();
  const isCovered = question.isOpen || question.noticeUntilMs !== undefined;
  return (
    <div className={classes.lobby}>
      <ConnectionNotice />
      <ReloadNotice />
      <RecordingSign wide onAsk={question.ask} />
      {isCovered ? (
        <main className={classes.question}>
          {question.isOpen || question.noticeUntilMs === undefined ? (
            <RecordingQuestion onAnswered={question.answered} />
          ) : (
            <RecordingNotice untilMs={question.noticeUntilMs} onRead={question.noticed} />
          )}
        </main>
      ) : null}
      {/* Stays mounted: it remembers how far somebody is. */}
      <div hidden={isCovered} className={classes.step}>
        <LobbyStepView {...props} />
      </div>
    </div>
  );
}

function LobbyStepView(props: PatientLobbyProps) {
  const { person, feed, withoutCamera, start = LOBBY_START } = props;
  const session = useClientSession();
  const camera = useCamera(feed);
  const [progress, setProgress] = useState<LobbyMemory>(start);
  const me = findMe(session);
  const step =
    session.view === undefined || me === undefined
      ? undefined
      : lobbyStep(session.view, me, { ...progress, withoutCamera, cameraOpen: isCounting(camera) });
  const check = useDeviceCheck(withoutCamera ? undefined : feed, props.checkLine, step === "devices");
  if (session.view === undefined || me === undefined || step === undefined) return null;

  const goOn = (change: Partial<LobbyMemory>) =>
    setProgress((before) => ({ ...before, revisiting: undefined, ...change }));
  const goBack = () => setProgress((before) => ({ ...before, revisiting: stepBefore(step) }));

  switch (step) {
    case "agreement":
      return <AgreementStep />;
    case "whereabouts":
      return <WhereaboutsStep me={me} onDone={() => goOn({})} />;
    case "devices":
      return (
        <DevicesStep
          feed={withoutCamera ? undefined : feed}
          check={check}
          onOpenCamera={props.onOpenCamera}
          onRight={() => goOn({ devicesChecked: true })}
          onWithoutCamera={() => {
            props.onWithoutCamera();
            goOn({ devicesChecked: true });
          }}
          onBack={goBack}
        />
      );
    case "outline":
      return feed === undefined ? null : <OutlineStep feed={feed} onBack={goBack} />;
    case "waiting":
      return (
        <WaitingStep
          view={session.view}
          me={me}
          person={person}
          feed={feed}
          withoutCamera={withoutCamera}
          call={props.call}
          onBack={goBack}
        />
      );
  }
}
