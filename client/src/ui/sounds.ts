// Sounds made in code with WebAudio: no files, quieter while the voice speaks, silent when switched off.
import { type Note, SOUND_RECIPES, type SoundName } from "./sound-recipes.ts";

export interface Sounds {
  readonly play: (name: SoundName) => void;
  /** Also where sounds are switched off: somebody wants to know whether any would be heard. */
  readonly test: (name: SoundName) => void;
  /** On this device; the empty id is the computer's own choice. Where the browser lets a page choose. */
  readonly playOn: (deviceId: string) => void;
  /** True while the browser waits for a touch or a key before it lets anything be heard; known from the first `play` or `unblock` on. */
  readonly isBlocked: () => boolean;
  /** Called when `isBlocked` may have changed; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks the browser again: after a touch, or to find out. */
  readonly unblock: () => void;
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
  let output = "";
  let opened: { context: AudioContext; volume: GainNode } | undefined;
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };

  const open = () => {
    if (opened !== undefined) return opened;
    const context = createContext();
    const volume = context.createGain();
    volume.gain.value = ducked ? DUCKED_VOLUME : VOLUME;
    volume.connect(context.destination);
    opened = { context, volume };
    route(context, output);
    context.addEventListener("statechange", notify);
    notify();
    return opened;
  };
  /** The opened sound system, or undefined while the browser keeps it silent; then it is asked again. */
  const openHeard = () => {
    const { context, volume } = open();
    // Kept silent, or taken away while the device slept: what was played then would all be heard at once.
    if (context.state === "running") return { context, volume };
    // Rejected where no touch came yet: silence is right then, and the next sound asks again.
    context.resume().catch(() => undefined);
    return undefined;
  };

  const test = (name: SoundName) => {
    const heard = openHeard();
    if (heard === undefined) return;
    for (const note of SOUND_RECIPES[name]) playNote(heard.context, heard.volume, note);
  };

  return {
    play(name) {
      if (isOn) test(name);
    },
    test,
    playOn(deviceId) {
      output = deviceId;
      if (opened !== undefined) route(opened.context, deviceId);
    },
    isBlocked: () => opened !== undefined && opened.context.state !== "running",
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unblock: () => void openHeard(),
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
      closing?.context.removeEventListener("statechange", notify);
      if (closing !== undefined && closing.context.state !== "closed") void closing.context.close();
    },
  };
}

/** A device that is gone leaves the sound where it was. */
function route(context: AudioContext, deviceId: string): void {
  const { setSinkId } = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  setSinkId?.call(context, deviceId).catch((error: unknown) => console.warn("no sound on the chosen device", error));
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
