// Composes the therapist's screen out of connection, call and figures, and the summary that follows it.
import { useEffect, useState, useSyncExternalStore } from "react";
import { CallProvider } from "../../ui/call-context.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { SummarySection } from "../summary/summary-section.tsx";
import { type FigureStore, NO_FIGURES, openFigureStore } from "../therapist/figure-store.ts";
import { OwnCheck } from "../therapist/own-check.tsx";
import { TherapistSession } from "../therapist/therapist-session.tsx";
import { askedQuality, isSparing } from "./asked-quality.ts";
import { CallNotice } from "./call-notice.tsx";
import { CallSound } from "./call-sound.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { DevicesNotice } from "./devices-notice.tsx";
import { ownDeviceCommands } from "./own-device-commands.ts";
import { ReloadNotice } from "./reload-notice.tsx";
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
  const [low] = useState(() => isSparing(askedQuality(location.search)));
  const own = useOwnDevices(low);
  const [tries, setTries] = useState(0);
  const [problem, setProblem] = useState<unknown>();
  const call = useCall({ connection, wanted: true, stream: own.stream, low, tries, onFailed: setProblem });
  const failed = problem !== undefined;
  const status = useSessionPart((session) => session.status);
  const [figures, setFigures] = useState<FigureStore>(NO_FIGURES);
  useEffect(() => {
    const opened = openFigureStore(connection, () => performance.now());
    setFigures(opened);
    return opened.close;
  }, [connection]);
  const subscribe = call?.subscribe ?? nothing;
  const callStatus = useSyncExternalStore(subscribe, () => call?.snapshot().status);
  const microphone = useSyncExternalStore(subscribe, () => call?.snapshot().microphone);
  const camera = useSyncExternalStore(subscribe, () => call?.snapshot().camera);
  const openAgain = () => setTries((before) => before + 1);
  const devices = ownDeviceCommands({
    call,
    sending: { microphone, camera },
    missing: own.missing,
    failed,
    openDevices: own.tryAgain,
    openCall: openAgain,
  });
  return (
    <CallProvider call={call}>
      <TherapistSession
        exercises={exercises}
        figures={figures}
        devices={devices}
        notices={
          <>
            <ConnectionNotice />
            <ReloadNotice />
            {/* Without a line to the server there is no call either: said once. */}
            {status === "connected" ? <CallNotice status={callStatus} failed={failed} onRetry={openAgain} /> : null}
            <DevicesNotice missing={own.missing} onRetry={own.tryAgain} />
          </>
        }
        ownCheck={
          <OwnCheck stream={own.stream} missing={own.missing} checkLine={call?.checkLine} onRestart={own.tryAgain} />
        }
        ownPicture={<VideoPicture stream={own.stream} className={classes.own} />}
      />
      <CallSound />
    </CallProvider>
  );
}

const nothing = () => () => undefined;
