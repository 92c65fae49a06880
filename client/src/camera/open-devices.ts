// Opens camera and microphone with one question to the person; either may be missing and the other still works.

import { type CameraFailure, failureOfDevice } from "./camera-status.ts";
import { type CaptureChoice, pictureConstraints, soundConstraints } from "./capture-rules.ts";

export interface OpenedDevices {
  readonly picture: MediaStreamTrack | CameraFailure;
  /** "off": not asked for. */
  readonly sound: MediaStreamTrack | CameraFailure | "off";
}

export interface DeviceWish extends CaptureChoice {
  readonly microphone: boolean;
}

type Ask = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

/** Never rejects: what went wrong is the value. `ask` is `getUserMedia`, missing on pages that are not https or localhost. */
export async function openDevices(wish: DeviceWish, ask: Ask | undefined = browserAsk()): Promise<OpenedDevices> {
  if (ask === undefined) {
    const failure = failureOfPage();
    return { picture: failure, sound: wish.microphone ? failure : "off" };
  }
  const video = pictureConstraints(wish);
  const audio = soundConstraints(wish);
  if (!wish.microphone) return { picture: await openOne(ask, { video }), sound: "off" };
  // A preference alone is outweighed by a size that another camera fits better.
  if (wish.cameraId !== undefined || wish.microphoneId !== undefined) {
    const chosen = await tryOpen(ask, {
      video: pictureConstraints(wish, "only"),
      audio: soundConstraints(wish, "only"),
    });
    if (chosen instanceof MediaStream) return { picture: trackOf(chosen, "video"), sound: trackOf(chosen, "audio") };
  }
  const both = await tryOpen(ask, { video, audio });
  if (both instanceof MediaStream) return { picture: trackOf(both, "video"), sound: trackOf(both, "audio") };
  // One of them is missing, refused or in use: which one shows when they are asked for one by one.
  const picture = await openOne(ask, { video });
  const sound = await openOne(ask, { audio });
  return { picture, sound };
}

/** Only the microphone: for somebody who takes part without a camera. Never rejects either. */
export async function openMicrophone(
  wish: CaptureChoice,
  ask: Ask | undefined = browserAsk(),
): Promise<MediaStreamTrack | CameraFailure> {
  return ask === undefined ? failureOfPage() : openOne(ask, { audio: soundConstraints(wish) });
}

async function openOne(ask: Ask, constraints: MediaStreamConstraints): Promise<MediaStreamTrack | CameraFailure> {
  const opened = await tryOpen(ask, constraints);
  if (!(opened instanceof MediaStream)) return opened;
  return trackOf(opened, constraints.video === undefined ? "audio" : "video");
}

async function tryOpen(ask: Ask, constraints: MediaStreamConstraints): Promise<MediaStream | CameraFailure> {
  try {
    return await ask(constraints);
  } catch (error) {
    return failureOfDevice(error instanceof Error ? error.name : "");
  }
}

function trackOf(stream: MediaStream, kind: "audio" | "video"): MediaStreamTrack | CameraFailure {
  return stream.getTracks().find((track) => track.kind === kind) ?? "no_device";
}

function failureOfPage(): CameraFailure {
  return globalThis.isSecureContext === false ? "insecure_page" : "not_supported";
}

function browserAsk(): Ask | undefined {
  const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined;
  return devices?.getUserMedia === undefined ? undefined : (constraints) => devices.getUserMedia(constraints);
}
