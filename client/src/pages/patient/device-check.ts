// The check of camera, microphone, loudspeaker and line before the class: begins by itself once the devices are open, knows everything within
// ten seconds, and keeps nobody waiting. What comes later (a word, a sound that was heard, a line that took its time) is taken then. That a line
// carries nothing is believed when two looks found so, and looked at again for as long as it is said, as is a line that could not be measured.
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { MicrophoneStatus } from "../../camera/camera-status.ts";
import { advanceHearing, NOTHING_HEARD } from "../../camera/hearing-rules.ts";
import { judgePicture, type PictureSeen } from "../../camera/picture-check-rules.ts";
import type { FoundDevices } from "./device-check-rules.ts";

export interface CheckedDevices {
  /** Undefined before permission, and after everything was lost. */
  readonly stream: MediaStream | undefined;
  readonly microphone: MicrophoneStatus;
  readonly picture: "shown" | "waiting" | "failed";
  /** The step of the devices is shown: elsewhere nobody expects a tune. What has begun there goes on. */
  readonly shown: boolean;
  /** Undefined while there is no call. */
  readonly checkLine: (() => Promise<LineCheck>) | undefined;
}

export interface DeviceCheckParts {
  /** What was found before, in this session on this device: it is not looked for again unless it is asked for. */
  readonly kept: FoundDevices | undefined;
  readonly lookAtPicture: (onSeen: (seen: PictureSeen | undefined) => void) => () => void;
  readonly listen: (stream: MediaStream, onLevel: (level: number, silent: boolean) => void) => () => void;
  readonly playTone: () => void;
  /** The voice speaks: what the microphone hears then may be it. */
  readonly isSpeaking: () => boolean;
  readonly nowMs: () => number;
  /** Somebody may be without a picture by choice: the rest is tried all the same. */
  readonly beginsWithoutPicture?: boolean;
}

export interface DeviceCheck {
  /** The same object until something of it changes. */
  readonly found: () => FoundDevices;
  /** 0…1, many times a second. */
  readonly level: () => number;
  readonly subscribe: (listener: () => void) => () => void;
  readonly follow: (devices: CheckedDevices) => void;
  readonly again: () => void;
  readonly playTone: () => void;
  readonly answer: (heard: boolean) => void;
  readonly dispose: () => void;
}

/** By then a microphone that was not heard is said to be so, and a line that could not be measured. */
export const CHECKED_WITHIN_MS = 9_800;
/** As often as the server lets a line be measured on end. */
export const LINE_AGAIN_AFTER_MS = 30_000;
/** The sound of the check and what a room adds to it. */
const TONE_MS = 2_200;
const UNTESTED: LineCheck = { verdict: "untested", cause: "", numbers: undefined };
const NOTHING: FoundDevices = {
  camera: "checking",
  microphone: "checking",
  speaker: "unanswered",
  line: "checking",
  picture: undefined,
};

export function createDeviceCheck(parts: DeviceCheckParts): DeviceCheck {
  const { nowMs } = parts;
  const listeners = new Set<() => void>();
  let found = parts.kept ?? NOTHING;
  let level = 0;
  let devices: CheckedDevices | undefined;
  // Whoever loads the page again because nothing got through is not told the same without another look.
  let begun = parts.kept !== undefined && !isNone(parts.kept.line);
  /** Counts runs: what a former one finds is not taken. */
  let run = 0;
  let lineAsked = 0;
  /** The look before found that the line carries nothing. */
  let suspected = false;
  let lineAgain: ReturnType<typeof setTimeout> | undefined;
  let toneEndsAtMs = Number.NEGATIVE_INFINITY;
  let hearing = NOTHING_HEARD;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let seenTrack: MediaStreamTrack | undefined;
  let heardTrack: MediaStreamTrack | undefined;
  let stopLooking = () => {};
  let stopListening = () => {};

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  function change(part: Partial<FoundDevices>): void {
    found = { ...found, ...part };
    tell();
  }

  function look(): void {
    stopLooking();
    seenTrack = trackOf("video");
    change({ camera: "checking", picture: undefined });
    stopLooking = parts.lookAtPicture((picture) => change({ camera: judgePicture(picture), picture }));
  }

  function listen(): void {
    stopListening();
    stopListening = () => {};
    heardTrack = trackOf("audio");
    hearing = NOTHING_HEARD;
    level = 0;
    const { stream } = devices ?? {};
    if (heardTrack === undefined || stream === undefined) return;
    change({ microphone: "checking" });
    stopListening = parts.listen(stream, (loudness, silent) => {
      level = loudness;
      if (nowMs() >= toneEndsAtMs && !parts.isSpeaking()) hearing = advanceHearing(hearing, loudness, silent);
      if (!hearing.heard) return tell();
      stopListening();
      stopListening = () => {};
      level = 0;
      change({ microphone: "good" });
    });
  }

  function measure(): void {
    if (lineAsked === run || devices?.checkLine === undefined) return;
    lineAsked = run;
    askForLine();
  }

  function askForLine(): void {
    const mine = run;
    const checkLine = devices?.checkLine;
    // No call just now.
    if (checkLine === undefined) askForLineLater();
    else
      void checkLine().then((line) => {
        if (mine === run) takeLine(line);
      });
  }

  function askForLineLater(): void {
    lineAgain = setTimeout(askForLine, LINE_AGAIN_AFTER_MS);
  }

  function takeLine(line: LineCheck): void {
    const isFirst = line.verdict === "none" && !suspected;
    const isNoNews = line.verdict === "untested" && isNone(found.line);
    suspected = line.verdict === "none" || isNoNews;
    if (isFirst) {
      askForLine();
      return;
    }
    if (!isNoNews) change({ line });
    // Whatever was in the way, the network or a device that was busy, may be gone before the class begins.
    if (suspected || line.verdict === "untested") askForLineLater();
  }

  function playTone(): void {
    toneEndsAtMs = nowMs() + TONE_MS;
    parts.playTone();
  }

  function begin(): void {
    begun = true;
    run += 1;
    clearTimeout(lineAgain);
    suspected = false;
    found = NOTHING;
    concludeInTime();
    if (devices?.picture === "shown") look();
    else change({ camera: "none", picture: undefined });
    if (devices?.microphone === "running") listen();
    else change({ microphone: "none" });
    measure();
    playTone();
  }

  function concludeInTime(): void {
    clearTimeout(deadline);
    deadline = setTimeout(conclude, CHECKED_WITHIN_MS);
  }

  function conclude(): void {
    change({
      camera: found.camera === "checking" ? "none" : found.camera,
      microphone: found.microphone !== "checking" ? found.microphone : hearing.alive ? "quiet" : "muted",
      line: found.line === "checking" ? UNTESTED : found.line,
    });
  }

  const mayBegin = () =>
    devices?.picture === "shown" || (devices?.picture === "failed" && parts.beginsWithoutPicture === true);

  const trackOf = (kind: "video" | "audio") =>
    devices?.stream?.getTracks().find((track) => track.kind === kind && track.readyState === "live");

  /** Another camera or microphone was chosen, one was lost, or came back: only that one is looked at anew. */
  function followDevices(): void {
    if (devices?.picture === "failed") {
      stopLooking();
      seenTrack = undefined;
      if (found.camera !== "none") change({ camera: "none", picture: undefined });
    } else if (devices?.picture === "shown" && trackOf("video") !== seenTrack) look();
    followMicrophone();
    measure();
  }

  function followMicrophone(): void {
    const track = trackOf("audio");
    if (track === heardTrack) return;
    // The same microphone, opened again together with another camera: it was heard.
    if (found.microphone === "good" && isSameDevice(track, heardTrack)) {
      heardTrack = track;
      return;
    }
    listen();
    if (heardTrack === undefined) change({ microphone: "none" });
    else concludeInTime();
  }

  return {
    found: () => found,
    level: () => level,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follow: (now) => {
      devices = now;
      if (!begun && now.shown && mayBegin()) begin();
      else if (run > 0) followDevices();
    },
    again: () => {
      if (mayBegin()) begin();
    },
    playTone,
    answer: (heard) => change({ speaker: heard ? "good" : "unheard" }),
    dispose: () => {
      run += 1;
      clearTimeout(deadline);
      clearTimeout(lineAgain);
      stopLooking();
      stopListening();
      listeners.clear();
    },
  };
}

function isNone(line: FoundDevices["line"]): boolean {
  return line !== "checking" && line.verdict === "none";
}

function isSameDevice(one: MediaStreamTrack | undefined, other: MediaStreamTrack | undefined): boolean {
  const id = one?.getSettings?.().deviceId;
  return id !== undefined && id === other?.getSettings?.().deviceId;
}
