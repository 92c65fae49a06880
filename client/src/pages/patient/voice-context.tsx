// The voice and the sounds of the patient's pages, opened once; the choice to hear them or not stays on this device.
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { openSounds, type Sounds } from "../../ui/sounds.ts";
import { openSpeech, type Speech } from "../../ui/speech.ts";
import { useSoundOutput } from "../../ui/use-sound-output.ts";

export interface Voice {
  readonly speech: Speech;
  readonly sounds: Sounds;
}

const SPEECH_STORED_UNDER = "ensemble.speech";
const SOUNDS_STORED_UNDER = "ensemble.sounds";
const VoiceContext = createContext<Voice | undefined>(undefined);

export function VoiceProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [voice, setVoice] = useState<Voice>();
  useEffect(() => {
    const opened = openVoice(i18n.language);
    const stop = opened.speech.subscribe(() => opened.sounds.duck(opened.speech.caption() !== ""));
    setVoice(opened);
    return () => {
      stop();
      opened.speech.dispose();
      opened.sounds.dispose();
    };
  }, [i18n.language]);
  const { deviceId: output } = useSoundOutput();
  useEffect(() => voice?.sounds.playOn(output), [voice, output]);
  return voice === undefined ? null : <VoiceContext value={voice}>{children}</VoiceContext>;
}

export function useVoice(): Voice {
  const voice = useContext(VoiceContext);
  if (voice === undefined) throw new Error("no VoiceProvider above this component");
  return voice;
}

export interface VoiceSettings {
  readonly speech: boolean;
  readonly sounds: boolean;
  /** False when the device has no voice of its own for the language. */
  readonly speechAvailable: boolean;
  readonly setSpeech: (on: boolean) => void;
  readonly setSounds: (on: boolean) => void;
}

export function useVoiceSettings(): VoiceSettings {
  const { speech, sounds } = useVoice();
  const available = useSyncExternalStore(speech.subscribe, speech.isAvailable);
  const [on, setOn] = useState({ speech: speech.isOn(), sounds: sounds.isOn() });
  return {
    ...on,
    speechAvailable: available,
    setSpeech(wanted) {
      speech.setOn(wanted);
      remember(SPEECH_STORED_UNDER, wanted);
      setOn((before) => ({ ...before, speech: wanted }));
    },
    setSounds(wanted) {
      sounds.setOn(wanted);
      remember(SOUNDS_STORED_UNDER, wanted);
      setOn((before) => ({ ...before, sounds: wanted }));
    },
  };
}

function openVoice(language: string): Voice {
  return {
    speech: openSpeech({
      language,
      on: isWanted(SPEECH_STORED_UNDER),
      synthesis: "speechSynthesis" in window ? window.speechSynthesis : undefined,
      nowMs: () => performance.now(),
    }),
    sounds: openSounds({ on: isWanted(SOUNDS_STORED_UNDER), createContext: () => new AudioContext() }),
  };
}

function isWanted(storedUnder: string): boolean {
  return localStorage.getItem(storedUnder) !== "off";
}

function remember(storedUnder: string, on: boolean): void {
  localStorage.setItem(storedUnder, on ? "on" : "off");
}
