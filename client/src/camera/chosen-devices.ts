// Which camera and microphone somebody has chosen on this device: kept on it, so that it is chosen once and not before every class. One that is
// gone since keeps nobody out: another is opened then (`open-devices.ts`).
export interface ChosenDevices {
  /** Undefined: the computer's own choice. */
  readonly cameraId: () => string | undefined;
  readonly microphoneId: () => string | undefined;
  readonly keepCamera: (id: string) => void;
  readonly keepMicrophone: (id: string) => void;
}

const CAMERA = "ensemble.camera";
const MICROPHONE = "ensemble.microphone";

export function createChosenDevices(storage: Pick<Storage, "getItem" | "setItem">): ChosenDevices {
  return {
    cameraId: () => storage.getItem(CAMERA) ?? undefined,
    microphoneId: () => storage.getItem(MICROPHONE) ?? undefined,
    keepCamera: (id) => storage.setItem(CAMERA, id),
    keepMicrophone: (id) => storage.setItem(MICROPHONE, id),
  };
}
