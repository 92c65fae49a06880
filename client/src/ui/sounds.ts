// Sounds made in code with WebAudio: no files, quieter while the voice speaks, silent when switched off.
import { type Note, SOUND_RECIPES, type SoundName } from "./sound-recipes.ts";

export interface Sounds {
  readonly play: (name: SoundName) => void;
  readonly setOn: (on: boolean) => void;
  readonly isOn: () => boolean;
  /** Quieter while something is said. */
  readonly duck: (ducked: boolean) => void;
  readonly dispose: () => void;
}

const VOLUME = 0.5;
const DUCKED_VOLUME = 0.15;
const ATTACK_S = 0.008;

/** Browsers allow sound only after a touch or a key: until then nothing plays, and nothing is kept for later. */
export function openSounds({ on, createContext }: { on: boolean; createContext: () => AudioContext }): Sounds {
  let isOn = on;
  let ducked = false;
  let opened: { context: AudioContext; volume: GainNode } | undefined;

  const open = () => {
    if (opened !== undefined) return opened;
    const context = createContext();
    const volume = context.createGain();
    volume.gain.value = ducked ? DUCKED_VOLUME : VOLUME;
    volume.connect(context.destination);
    opened = { context, volume };
    return opened;
  };

  return {
    play(name) {
      if (!isOn) return;
      const { context, volume } = open();
      if (context.state === "suspended") {
        // Rejected where no touch came yet: silence is right then, and the next sound asks again.
        context.resume().catch(() => undefined);
        return;
      }
      for (const note of SOUND_RECIPES[name]) playNote(context, volume, note);
    },
    setOn(wanted) {
      isOn = wanted;
    },
    isOn: () => isOn,
    duck(wanted) {
      ducked = wanted;
      opened?.volume.gain.setTargetAtTime(wanted ? DUCKED_VOLUME : VOLUME, opened.context.currentTime, 0.05);
    },
    dispose() {
      const closing = opened;
      opened = undefined;
      isOn = false;
      if (closing !== undefined && closing.context.state !== "closed") void closing.context.close();
    },
  };
}

/** A sine with a soft octave above it and an exponential end: something between a marimba and a bell. */
function playNote(context: AudioContext, volume: GainNode, note: Note): void {
  const start = context.currentTime + note.startMs / 1_000;
  const end = start + note.lengthMs / 1_000;
  for (const [harmonic, share] of [
    [1, 1],
    [2, 0.2],
  ] as const) {
    const oscillator = context.createOscillator();
    const envelope = context.createGain();
    oscillator.frequency.value = note.frequencyHz * harmonic;
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(note.loudness * share, start + ATTACK_S);
    envelope.gain.exponentialRampToValueAtTime(0.0005, end);
    oscillator.connect(envelope);
    envelope.connect(volume);
    oscillator.start(start);
    oscillator.stop(end);
  }
}
