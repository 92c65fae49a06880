// Makes a waiting alarm heard, and seen in the browser's list of tabs. Tells when the browser lets no sound out yet.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { openSounds, type Sounds } from "../../ui/sounds.ts";
import { ringAlarm } from "./alarm-bell.ts";
import { nameOf } from "./patient-name.ts";

/** What browsers accept as the touch that lets sound out. */
const TOUCHES = ["click", "keydown"] as const;

/** True while the alarm could not be heard. Any touch of the page changes that. */
export function useAlarmBell(waiting: readonly ParticipantView[]): boolean {
  const sounds = useAlarmSounds();
  const rings = waiting.length > 0;
  useEffect(() => {
    if (sounds !== undefined && rings) return ringAlarm(sounds, repeat);
  }, [sounds, rings]);
  useAlarmTitle(waiting.map((each) => nameOf(each).full).join(", "));
  return useSyncExternalStore(sounds?.subscribe ?? nothing, () => sounds?.isBlocked() ?? false);
}

function useAlarmSounds(): Sounds | undefined {
  const [sounds, setSounds] = useState<Sounds>();
  useEffect(() => {
    const opened = openSounds({ on: true, createContext: () => new AudioContext() });
    // Before the first alarm, so that its silence is known in time.
    opened.unblock();
    setSounds(opened);
    const left = new AbortController();
    for (const touch of TOUCHES) {
      document.addEventListener(touch, opened.unblock, { capture: true, signal: left.signal });
    }
    return () => {
      left.abort();
      opened.dispose();
    };
  }, []);
  return sounds;
}

function useAlarmTitle(names: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (names === "") return;
    const before = document.title;
    document.title = t("therapist.stop.tab", { names });
    return () => {
      document.title = before;
    };
  }, [names, t]);
}

function repeat(run: () => void, everyMs: number): () => void {
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}

const nothing = () => () => undefined;
