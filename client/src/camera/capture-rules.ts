// What is asked of the devices. The picture serves the call and the estimator alike; 15 to 30 pictures a second are enough to count.

export interface CaptureChoice {
  readonly low: boolean;
  readonly cameraId?: string | undefined;
  readonly microphoneId?: string | undefined;
}

export function pictureConstraints(choice: CaptureChoice): MediaTrackConstraints {
  const size = choice.low
    ? { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: 12, max: 15 } }
    : { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30, max: 30 } };
  return { ...size, facingMode: "user", ...device(choice.cameraId) };
}

export function soundConstraints(choice: CaptureChoice): MediaTrackConstraints {
  return { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...device(choice.microphoneId) };
}

/** Not `exact`: a device that is gone since it was chosen must not keep somebody out of the session. */
function device(id: string | undefined): MediaTrackConstraints {
  return id === undefined ? {} : { deviceId: { ideal: id } };
}
