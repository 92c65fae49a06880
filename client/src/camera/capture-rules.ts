// What is asked of the devices. The picture serves the call and the estimator alike; 15 to 30 pictures a second are enough to count.

export interface CaptureChoice {
  readonly low: boolean;
  readonly cameraId?: string | undefined;
  readonly microphoneId?: string | undefined;
}

/** `preferred`: whatever comes nearest, so that a device that is gone since it was chosen keeps nobody out of the session. */
export type Choosing = "only" | "preferred";

export function pictureConstraints(choice: CaptureChoice, choosing: Choosing = "preferred"): MediaTrackConstraints {
  const size = choice.low
    ? { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 12, max: 15 } }
    : { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30, max: 30 } };
  return { ...size, facingMode: "user", ...device(choice.cameraId, choosing) };
}

export function soundConstraints(choice: CaptureChoice, choosing: Choosing = "preferred"): MediaTrackConstraints {
  const clear = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return { ...clear, ...device(choice.microphoneId, choosing) };
}

function device(id: string | undefined, choosing: Choosing): MediaTrackConstraints {
  if (id === undefined) return {};
  return { deviceId: choosing === "only" ? { exact: id } : { ideal: id } };
}
