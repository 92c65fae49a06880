// From the sending of a frame to a bare room until the last of the seven clients has it in a bundle.
import { readEchoBundle } from "./echo-bundle.ts";
import { type LoadedEcho, PATIENTS } from "./loaded-room.ts";
import type { FrameWatch } from "./watch-repetitions.ts";

/**
 * `rooms` in the order in which frames are sent to them. A frame that a newer one overtook before a bundle left is in none. Frames of a room
 * are sent one patient after the other, from the first on, so that a bundle has them in the order of the patients.
 */
export function watchBundles(rooms: readonly LoadedEcho[]): FrameWatch {
  const latenciesMs: number[] = [];
  const sentAtMs = rooms.map(() => Array.from({ length: PATIENTS }, () => new Map<number, number>()));
  for (const [room, { onBundle }] of rooms.entries()) {
    onBundle((bundle) => {
      const nowMs = performance.now();
      for (const [patient, sequence] of readEchoBundle(bundle).entries()) {
        const ofPatient = sentAtMs[room]?.[patient];
        const sent = ofPatient?.get(sequence);
        if (sent === undefined) continue;
        latenciesMs.push(nowMs - sent);
        // In the next bundle it is no news.
        ofPatient?.delete(sequence);
      }
    });
  }
  return {
    latenciesMs,
    sent: (room, patient, sequence, atMs) => void sentAtMs[room]?.[patient]?.set(sequence, atMs),
  };
}
