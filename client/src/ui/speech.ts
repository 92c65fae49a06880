// The voice of the session: the browser's own, and only voices that live on this device, so that no sentence leaves it.
// Whatever is said stands on the screen too: the voice can be off or missing without anything being lost.
import { nextSentence, offerSentence, SILENCE, type SpeechPriority } from "./speech-queue.ts";

export interface Speech {
  /** Says it now or as soon as more urgent things are said; after `validForMs` it is dropped. */
  readonly say: (text: string, how: { priority: SpeechPriority; topic: string; validForMs?: number }) => void;
  readonly hush: () => void;
  readonly setOn: (on: boolean) => void;
  readonly isOn: () => boolean;
  /** False when the device has no voice of its own for the language. */
  readonly isAvailable: () => boolean;
  /** What is being said right now, for captions and for ducking sounds; empty in silence. */
  readonly caption: () => string;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispose: () => void;
}

export interface SpeechOptions {
  /** For instance `en`; the voice is the device's default for it. */
  readonly language: string;
  readonly on: boolean;
  /** Undefined where the browser has none. */
  readonly synthesis: SpeechSynthesis | undefined;
  readonly nowMs: () => number;
}

const VALID_FOR_MS = 6_000;
/** A little slower than talking: people listen while they move. */
const RATE = 0.95;

export function openSpeech({ language, on, synthesis, nowMs }: SpeechOptions): Speech {
  const listeners = new Set<() => void>();
  let queue = SILENCE;
  let isOn = on;
  // Kept here because Chrome forgets an utterance nobody holds, and with it its end.
  let current: SpeechSynthesisUtterance | undefined;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const proceed = () => {
    const voice = findVoice(synthesis, language);
    queue = voice === undefined ? SILENCE : nextSentence(queue, nowMs());
    current = queue.speaking === undefined ? undefined : new SpeechSynthesisUtterance(queue.speaking.text);
    tell();
    if (current === undefined || voice === undefined || synthesis === undefined) return;
    const mine = current;
    const finished = () => {
      if (current === mine) proceed();
    };
    mine.voice = voice;
    mine.lang = voice.lang;
    mine.rate = RATE;
    mine.onend = finished;
    mine.onerror = finished;
    synthesis.speak(mine);
  };
  const hush = () => {
    queue = SILENCE;
    current = undefined;
    synthesis?.cancel();
    tell();
  };
  const voicesChanged = () => tell();
  synthesis?.addEventListener("voiceschanged", voicesChanged);

  return {
    say(text, { priority, topic, validForMs = VALID_FOR_MS }) {
      if (!isOn || text === "" || findVoice(synthesis, language) === undefined) return;
      const wasSilent = queue.speaking === undefined;
      const offered = offerSentence(queue, { text, priority, topic, staleAtMs: nowMs() + validForMs });
      queue = offered.queue;
      if (offered.interrupt) {
        current = undefined;
        synthesis?.cancel();
      }
      if (wasSilent || offered.interrupt) proceed();
    },
    hush,
    setOn(wanted) {
      isOn = wanted;
      if (wanted) tell();
      else hush();
    },
    isOn: () => isOn,
    isAvailable: () => findVoice(synthesis, language) !== undefined,
    caption: () => queue.speaking?.text ?? "",
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      synthesis?.removeEventListener("voiceschanged", voicesChanged);
      hush();
      listeners.clear();
    },
  };
}

function findVoice(synthesis: SpeechSynthesis | undefined, language: string): SpeechSynthesisVoice | undefined {
  const ours = (synthesis?.getVoices() ?? []).filter(
    (voice) => voice.localService && voice.lang.toLowerCase().startsWith(language),
  );
  return ours.find((voice) => voice.default) ?? ours[0];
}
