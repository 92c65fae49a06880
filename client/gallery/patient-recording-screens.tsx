// A class that is recorded, as a patient sees it: the question, the signs, and a yes that was given beforehand.
import { NOW_MS, viewOf } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";
import { CHECKED, Lobby, Session } from "./patient-screens.tsx";

const RECORDED = { recordingAnswer: "given", takesPartInRecording: true, recordedNow: "both" } as const;
const UNTIL_MS = NOW_MS + 71 * 86_400_000;
const STANDING = { standingConsentUntilMs: UNTIL_MS, answerStandsUntilMs: UNTIL_MS } as const;

export const screens: Screens = {
  "patient-session-recorded": () => (
    <Session fixture={{ view: { recording: true, pictureMode: "everybody" }, me: RECORDED }} />
  ),
  "patient-session-recorded-word": () => (
    <Session
      fixture={{
        view: { recording: true, privateWord: true },
        me: RECORDED,
        clinical: { inPrivateWord: true },
      }}
    />
  ),
  "patient-session-not-recorded": () => (
    <Session fixture={{ view: { recording: true }, me: { recordingAnswer: "refused" } }} />
  ),
  "patient-session-recording-question": () => (
    <Session fixture={{ view: { recording: true, set: { ...viewOf().set, state: "finished" } as never } }} />
  ),
  "patient-session-recording-notice": () => (
    <Session
      fixture={{
        view: { recording: true, set: { ...viewOf().set, state: "finished" } as never },
        me: RECORDED,
        clinical: STANDING,
      }}
    />
  ),
  "patient-lobby-recording-notice": () => (
    <Lobby
      fixture={{
        me: { ready: true, ...RECORDED },
        clinical: STANDING,
        view: { phase: "lobby", set: undefined, recording: true },
      }}
      start={CHECKED}
    />
  ),
  "patient-lobby-5-waiting-standing-consent": () => (
    <Lobby
      fixture={{
        me: { ready: true },
        clinical: { standingConsentUntilMs: UNTIL_MS },
        view: { phase: "lobby", set: undefined },
      }}
      start={CHECKED}
    />
  ),
  "patient-lobby-recording-question": () => (
    <Lobby
      fixture={{ me: { ready: true }, view: { phase: "lobby", set: undefined, recording: true } }}
      start={CHECKED}
    />
  ),
  "patient-lobby-recorded": () => (
    <Lobby
      fixture={{ me: { ready: true, ...RECORDED }, view: { phase: "lobby", set: undefined, recording: true } }}
      start={CHECKED}
    />
  ),
};
