// A player's clock: runs with the screen's pictures while it plays, and stands still otherwise.
import { useCallback, useEffect, useRef, useState } from "react";
import { advancePlayback, clampToTrack, type Track } from "./playback-rules.ts";

export const SPEEDS = [1, 0.5] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playback {
  readonly atMs: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly seek: (atMs: number) => void;
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly changeSpeed: () => void;
}

/** A tab that was hidden does not play on from where it would be by now. */
const LONGEST_STEP_MS = 100;

/** `begun`: it plays from the start. */
export function usePlayback(track: Track, begun = false): Playback {
  const [atMs, setAtMs] = useState(track.startMs);
  const [playing, setPlaying] = useState(begun);
  const [speed, setSpeed] = useState<Speed>(1);
  const position = useRef(atMs);
  const seek = useCallback(
    (next: number) => {
      position.current = clampToTrack(track, next);
      setAtMs(position.current);
    },
    [track],
  );
  useEffect(() => {
    if (!playing) return;
    let lastMs: number | undefined;
    let request = requestAnimationFrame(function tick(nowMs) {
      const elapsedMs = Math.min(LONGEST_STEP_MS, nowMs - (lastMs ?? nowMs));
      lastMs = nowMs;
      const next = advancePlayback(track, position.current, speed * elapsedMs);
      seek(next.atMs);
      if (next.ended) setPlaying(false);
      else request = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, speed, track, seek]);
  // Pictures stop in a tab that nobody sees, and sound would go on alone.
  useEffect(() => {
    const stopHidden = () => {
      if (document.hidden) setPlaying(false);
    };
    document.addEventListener("visibilitychange", stopHidden);
    return () => document.removeEventListener("visibilitychange", stopHidden);
  }, []);
  return {
    atMs,
    playing,
    speed,
    seek,
    toggle: () => {
      // From the end it begins anew.
      if (!playing && advancePlayback(track, position.current, 1).ended) seek(track.startMs);
      setPlaying(!playing);
    },
    pause: () => setPlaying(false),
    changeSpeed: () => setSpeed(speed === 1 ? 0.5 : 1),
  };
}
