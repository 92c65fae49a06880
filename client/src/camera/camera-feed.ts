// The camera as the rest of the client sees it: a stream for the call, a picture to show, bodies and framing, and one honest status.
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import {
  type CameraFailure,
  type CameraStatus,
  type Framing,
  isCameraFailure,
  type MicrophoneStatus,
} from "./camera-status.ts";
import { bodyOfFrame, type DrawnBody, drawSkeleton, fitsItsPlace, OWN_SKELETON } from "./draw-skeleton.ts";
import { advanceFraming, createFraming, shoulderSpan } from "./framing-rules.ts";
import type { Light } from "./light-rules.ts";
import { type Devices, listDevices } from "./list-devices.ts";
import { createOpenAfterSleep } from "./open-after-sleep.ts";
import { openDevices, openMicrophone } from "./open-devices.ts";
import { openPoseEstimator, type PoseEstimator } from "./pose-estimator.ts";
import type { EngineReport, SeenPose } from "./pose-worker-messages.ts";
import { coolEstimator } from "./warm-estimator.ts";
import { widenPicture } from "./widen-picture.ts";

export interface CameraOptions {
  /** A slow device or network: smaller picture, fewer estimates, the lite model. */
  readonly low: boolean;
  /** False for somebody who takes part without one: only the microphone is opened, and no picture ever. */
  readonly camera?: boolean | undefined;
  readonly deviceId?: string | undefined;
  readonly microphoneId?: string | undefined;
  /** Asked for together with the camera unless false. */
  readonly microphone?: boolean | undefined;
  /** Wanted estimates a second; 12 when low, else 30. */
  readonly poseHz?: number | undefined;
  readonly onFrame?: ((frame: PoseFrame, seen: SeenPose) => void) | undefined;
  readonly onFraming?: ((framing: Framing) => void) | undefined;
  readonly onStatus?: ((status: CameraStatus) => void) | undefined;
  /** The first stream and every new one after `restart`. */
  readonly onStream?: ((stream: MediaStream) => void) | undefined;
}

export interface CameraSnapshot {
  readonly status: CameraStatus;
  readonly microphone: MicrophoneStatus;
  /** Empty when the whole body can be tracked. */
  readonly framing: Framing;
  /** For the call: camera and microphone, what there is of them; undefined before permission. */
  readonly stream: MediaStream | undefined;
  readonly engine: EngineReport | undefined;
  /** For a log or a support screen, not for people. */
  readonly reason: string | undefined;
}

export interface CameraFeed {
  /** Shows the camera, muted; append it and mirror it with CSS. The call's muting does not darken it. */
  readonly video: HTMLVideoElement;
  readonly stream: MediaStream | undefined;
  readonly snapshot: () => CameraSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Another try after a failure, or another device. */
  readonly restart: (deviceId?: string, microphoneId?: string) => Promise<void>;
  /** The device was asleep: what it has lost is opened again, and a camera that gives no picture any more. */
  readonly wake: () => void;
  readonly listDevices: () => Promise<Devices>;
  /** Of the newest body that is not old, in picture heights; undefined while none is seen. */
  readonly shoulderSpan: () => number | undefined;
  readonly setPoseHz: (poseHz: number) => void;
  /** The newest own body that is not old, in the camera's picture. */
  readonly bodyNow: () => DrawnBody | undefined;
  /** Draws the newest own body over the mirrored picture, which fills the canvas's box like `object-fit: cover`. */
  readonly drawSkeleton: (canvas: HTMLCanvasElement) => void;
  readonly dispose: () => void;
}

const LOW_POSE_HZ = 12;
const NORMAL_POSE_HZ = 30;
/** A figure older than this would stand still over a moving picture. */
const STALE_MS = 2_000;

export function openCamera(options: CameraOptions): CameraFeed {
  const video = makeVideo();
  const listeners = new Set<() => void>();
  const withCamera = options.camera !== false;
  let snapshot: CameraSnapshot = {
    status: "off",
    microphone: "off",
    framing: withCamera ? "no_person" : "no_camera",
    stream: undefined,
    engine: undefined,
    reason: undefined,
  };
  let wish = {
    low: options.low,
    microphone: options.microphone !== false,
    cameraId: options.deviceId,
    microphoneId: options.microphoneId,
  };
  let poseHz = options.poseHz ?? (options.low ? LOW_POSE_HZ : NORMAL_POSE_HZ);
  let estimator: PoseEstimator | undefined;
  let lookedAt: MediaStreamTrack | undefined;
  let latest: PoseFrame | undefined;
  let light: Light | undefined;
  let framing = createFraming();
  const drawn = new WeakMap<HTMLCanvasElement, PoseFrame | undefined>();
  /** Counts starts: what a superseded start brings is closed. */
  let start = 0;
  /** For good: nothing that is still under way opens a camera again. */
  let disposed = false;

  function change(part: Partial<CameraSnapshot>): void {
    const before = snapshot;
    snapshot = { ...snapshot, ...part };
    if (snapshot.status !== before.status) options.onStatus?.(snapshot.status);
    if (snapshot.framing !== before.framing) options.onFraming?.(snapshot.framing);
    if (snapshot.stream !== before.stream && snapshot.stream !== undefined) options.onStream?.(snapshot.stream);
    for (const listener of listeners) listener();
  }

  function fail(status: CameraFailure, reason?: string): void {
    latest = undefined;
    change({ status, reason, framing: "no_camera" });
  }

  async function open(): Promise<void> {
    if (disposed) return;
    start += 1;
    const mine = start;
    closeStream();
    if (withCamera) {
      change({ status: "asking", reason: undefined });
      // Loads while the camera opens: both take seconds.
      estimator ??= openEstimator();
    }
    const opened = withCamera
      ? await openDevices(wish)
      : { picture: "off" as const, sound: await openMicrophone(wish) };
    const tracks = [opened.picture, opened.sound].filter((track) => track instanceof MediaStreamTrack);
    if (mine !== start) {
      for (const track of tracks) track.stop();
      return;
    }
    const microphone = opened.sound instanceof MediaStreamTrack ? "running" : opened.sound;
    change({ microphone, stream: tracks.length > 0 ? new MediaStream(tracks) : undefined });
    if (opened.sound instanceof MediaStreamTrack)
      opened.sound.addEventListener("ended", () => mine === start && change({ microphone: "device_lost" }));
    if (opened.picture instanceof MediaStreamTrack) {
      void widenPicture(opened.picture);
      lookAt(opened.picture, mine);
    } else if (opened.picture !== "off") fail(opened.picture);
  }

  /** A copy of the track, so that a camera muted in the call still counts and shows its own person. */
  function lookAt(track: MediaStreamTrack, mine: number): void {
    const copy = track.clone();
    lookedAt = copy;
    copy.addEventListener("ended", () => mine === start && fail("device_lost"));
    copy.addEventListener(
      "mute",
      () =>
        mine === start && !isCameraFailure(snapshot.status) && change({ status: "no_picture", framing: "no_camera" }),
    );
    copy.addEventListener("unmute", () => mine === start && snapshot.status === "no_picture" && seeAgain());
    video.srcObject = new MediaStream([copy]);
    if (copy.muted) change({ status: "no_picture", framing: "no_camera" });
    else seeAgain();
    estimator ??= openEstimator();
    estimator.watch(copy, video);
  }

  function seeAgain(): void {
    framing = createFraming();
    light = undefined;
    change({ status: snapshot.engine === undefined ? "loading" : "running", framing: framing.shown });
  }

  function openEstimator(): PoseEstimator {
    return openPoseEstimator({
      low: options.low,
      poseHz,
      onReady: (engine) => change(snapshot.status === "loading" ? { engine, status: "running" } : { engine }),
      onSeen: take,
      onFailed: (failure, reason) => {
        estimator?.dispose();
        estimator = undefined;
        snapshot = { ...snapshot, engine: undefined };
        fail(failure, reason);
      },
    });
  }

  function take(seen: SeenPose): void {
    if (snapshot.status !== "running") return;
    latest = seen.frame;
    light = seen.light ?? light;
    options.onFrame?.(seen.frame, seen);
    const shown = advanceFraming(framing, seen.frame, light);
    if (shown !== snapshot.framing) change({ framing: shown });
  }

  function closeStream(): void {
    lookedAt?.stop();
    lookedAt = undefined;
    latest = undefined;
    for (const track of snapshot.stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }

  const newest = () => (latest !== undefined && performance.now() - latest.atMs < STALE_MS ? latest : undefined);

  /** A camera plugged in again is taken without a question. */
  const onDeviceChange = () => {
    if (snapshot.status === "device_lost" || snapshot.status === "no_device") void open();
  };
  const afterSleep = createOpenAfterSleep({
    status: () => snapshot.status,
    microphone: () => snapshot.microphone,
    lastPictureMs: () => latest?.atMs,
    nowMs: () => performance.now(),
    open: () => void open(),
  });
  navigator.mediaDevices?.addEventListener?.("devicechange", onDeviceChange);
  if (!withCamera) {
    options.onFraming?.(snapshot.framing);
    coolEstimator();
  }
  void open();

  return {
    video,
    get stream() {
      return snapshot.stream;
    },
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart(deviceId, microphoneId) {
      wish = { ...wish, cameraId: deviceId ?? wish.cameraId, microphoneId: microphoneId ?? wish.microphoneId };
      return open();
    },
    wake: afterSleep.wake,
    listDevices,
    shoulderSpan: () => {
      const body = newest();
      return body && shoulderSpan(body);
    },
    setPoseHz(wanted) {
      poseHz = wanted;
      estimator?.setPoseHz(wanted);
    },
    bodyNow: () => {
      const body = newest();
      return body && bodyOfFrame(body);
    },
    drawSkeleton(canvas) {
      const shown = newest();
      // Screens ask with every frame of the display: nothing is drawn twice.
      if (drawn.get(canvas) === shown && drawn.has(canvas) && fitsItsPlace(canvas)) return;
      drawn.set(canvas, shown);
      drawSkeleton(canvas, shown && bodyOfFrame(shown), OWN_SKELETON);
    },
    dispose() {
      disposed = true;
      start += 1;
      afterSleep.stop();
      navigator.mediaDevices?.removeEventListener?.("devicechange", onDeviceChange);
      listeners.clear();
      closeStream();
      estimator?.dispose();
    },
  };
}

function makeVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
  return video;
}
