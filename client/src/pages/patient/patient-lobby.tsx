// The patient's way into the class: agreement, whereabouts, camera and microphone, the outline, waiting.
import { useState } from "react";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { useClientSession, useSessionActions } from "../../ui/session-context.tsx";
import { AgreementStep } from "./agreement-step.tsx";
import { DevicesStep } from "./devices-step.tsx";
import { LOBBY_START, type LobbyProgress, lobbyStep, stepBefore } from "./lobby-steps.ts";
import { OutlineStep } from "./outline-step.tsx";
import { findMe } from "./patient-stage.ts";
import { isCounting, useCamera } from "./use-camera.ts";
import { WaitingStep } from "./waiting-step.tsx";
import { WhereaboutsStep } from "./whereabouts-step.tsx";

export interface PatientLobbyProps {
  readonly person: { readonly name: string; readonly nickname: string };
  /** Undefined until it was opened. */
  readonly feed: CameraFeed | undefined;
  readonly onOpenCamera: () => void;
  /** For a page that shows one step by itself. */
  readonly start?: LobbyProgress;
}

export function PatientLobby({ person, feed, onOpenCamera, start = LOBBY_START }: PatientLobbyProps) {
  const session = useClientSession();
  const { sendFraming } = useSessionActions();
  const camera = useCamera(feed);
  const [progress, setProgress] = useState(start);
  const me = findMe(session);
  if (session.view === undefined || me === undefined) return null;

  const step = lobbyStep(session.view, me, { ...progress, cameraOpen: isCounting(camera) });
  const goOn = (change: Partial<LobbyProgress>) =>
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
          feed={feed}
          onOpenCamera={onOpenCamera}
          onRight={() => goOn({ devicesChecked: true, withoutCamera: false })}
          onWithoutCamera={() => {
            sendFraming("no_camera");
            goOn({ devicesChecked: true, withoutCamera: true });
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
          withoutCamera={progress.withoutCamera}
          onBack={goBack}
        />
      );
  }
}
