// On which loudspeaker people and sounds are heard: a choice of this device, kept on it, where the browser lets a page choose.
const STORED_UNDER = "ensemble.soundOutput";

export interface SoundOutput {
  /** Empty: the computer's own choice. */
  readonly deviceId: () => string;
  readonly choose: (deviceId: string) => void;
  /** Called after a choice; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

type Choosing = { setSinkId?: (deviceId: string) => Promise<void> };

export function isOutputChoosable(): boolean {
  const { HTMLMediaElement: Media, AudioContext: Audio } = globalThis;
  return [Media, Audio].every((each) => each !== undefined && "setSinkId" in each.prototype);
}

/** A device that is gone leaves the sound where it was: nobody is left without because of an old choice. */
export function playOn(element: HTMLMediaElement, deviceId: string): void {
  const { setSinkId } = element as Choosing;
  setSinkId
    ?.call(element, deviceId)
    .catch((error: unknown) => console.warn("no sound on the chosen loudspeaker", error));
}

export function createSoundOutput(storage: Pick<Storage, "getItem" | "setItem">): SoundOutput {
  const listeners = new Set<() => void>();
  return {
    deviceId: () => storage.getItem(STORED_UNDER) ?? "",
    choose: (deviceId) => {
      storage.setItem(STORED_UNDER, deviceId);
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
