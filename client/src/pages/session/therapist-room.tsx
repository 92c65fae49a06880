// Composes the therapist's screen out of connection, call and figures, and the summary that follows it.

import { useEffect, useState, useSyncExternalStore } from "react";
import type { CallSnapshot } from "../../call/call.ts";
import { CallProvider } from "../../ui/call-context.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { SummarySection } from "../summary/summary-section.tsx";
import { type FigureStore, NO_FIGURES, openFigureStore } from "../therapist/figure-store.ts";
import { TherapistSession } from "../therapist/therapist-session.tsx";
import { askedQuality } from "./asked-quality.ts";
import { CallSound } from "./call-sound.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { DevicesNotice } from "./devices-notice.tsx";
import type { RoomProps } from "./room-props.ts";
import classes from "./therapist-room.module.css";
import { useCall } from "./use-call.ts";
import { useOwnDevices } from "./use-own-devices.ts";

export function TherapistRoom(props: RoomProps) {
  const over = useSessionPart((session) => session.view?.phase === "summary");
  const groupSessionId = useSessionPart((session) => session.view?.groupSessionId);
  if (over && groupSessionId !== undefined) {
    return (
      <PageShell person={props.me}>
        <SummarySection groupSessionId={groupSessionId} reader="therapist" exercises={props.exercises} live />
      </PageShell>
    );
  }
  return <Running {...props} />;
}

function Running({ connection, exercises }: RoomProps) {
  const [low] = useState(() => askedQuality(location.search) === "low");
  const own = useOwnDevices(low);
  const call = useCall({ connection, wanted: true, stream: own.stream, low });
  const status = useSessionPart((session) => session.status);
  const [figures, setFigures] = useState<FigureStore>(NO_FIGURES);
  useEffect(() => {
    const opened = openFigureStore(connection, () => performance.now());
    setFigures(opened);
    return opened.close;
  }, [connection]);
  const snapshot = useSyncExternalStore(call?.subscribe ?? nothing, () => sendingOf(call?.snapshot()));
  const [microphone, camera] = snapshot.split(" ");
  const devices =
    call === undefined
      ? undefined
      : {
          microphoneOn: microphone !== "off",
          cameraOn: camera !== "off",
          toggleMicrophone: () => call.setMicrophone(microphone === "off"),
          toggleCamera: () => call.setCamera(camera === "off"),
        };
  return (
    <CallProvider call={call}>
      <TherapistSession
        exercises={exercises}
        figures={figures}
        devices={devices}
        notices={
          <>
            <ConnectionNotice status={status} />
            {own.missing === undefined ? null : <DevicesNotice missing={own.missing} onRetry={own.tryAgain} />}
          </>
        }
        ownPicture={<VideoPicture stream={own.stream} className={classes.own} />}
      />
      <CallSound />
    </CallProvider>
  );
}

const nothing = () => () => undefined;

/** One string, so that React can see whether it changed. */
function sendingOf(snapshot: CallSnapshot | undefined): string {
  return snapshot === undefined ? "none none" : `${snapshot.microphone} ${snapshot.camera}`;
}
