// The chosen loudspeaker for React; one choice for the whole page.
import { useSyncExternalStore } from "react";
import { createSoundOutput, type SoundOutput } from "./sound-output.ts";

const output = createSoundOutput(localStorage);

export function useSoundOutput(): { readonly deviceId: string; readonly choose: SoundOutput["choose"] } {
  return { deviceId: useSyncExternalStore(output.subscribe, output.deviceId), choose: output.choose };
}
