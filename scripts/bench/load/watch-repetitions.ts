// From the sending of the frame that finishes a repetition until the last of the seven clients has it.
import { type LoadedSession, PATIENTS } from "./loaded-room.ts";

export interface FrameWatch {
  readonly latenciesMs: readonly number[];
  readonly sent: (room: number, patient: number, sequence: number, atMs: number) => void;
}

/** `sessions` in the order in which frames are sent to them. */
export function watchRepetitions(sessions: readonly LoadedSession[]): FrameWatch {
  const sentAtMs = new Map<string, number>();
  const arrivals = new Map<string, number>();
  const latenciesMs: number[] = [];
  for (const [room, session] of sessions.entries()) {
    session.onRepetition((patient, frame) => {
      const key = `${room} ${patient} ${frame}`;
      const clients = (arrivals.get(key) ?? 0) + 1;
      arrivals.set(key, clients);
      const sent = sentAtMs.get(key);
      if (clients === PATIENTS + 1 && sent !== undefined) latenciesMs.push(performance.now() - sent);
    });
  }
  return {
    latenciesMs,
    sent: (room, patient, sequence, atMs) => void sentAtMs.set(`${room} ${patient} ${sequence}`, atMs),
  };
}
