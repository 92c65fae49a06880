// The sounds of the session as notes: warm, short, in one key (D major pentatonic), so that any two of them go together.
export interface Note {
  readonly frequencyHz: number;
  readonly startMs: number;
  readonly lengthMs: number;
  /** 0…1 before volume and ducking. */
  readonly loudness: number;
}

export const SOUND_NAMES = [
  "repetition",
  "targetMet",
  "setStarted",
  "setFinished",
  "stopped",
  "alarm",
  "alarmTaken",
  "tick",
  "ready",
  "check",
] as const;
export type SoundName = (typeof SOUND_NAMES)[number];

const D4 = 293.66;
const A4 = 440;
const B4 = 493.88;
const D5 = 587.33;
const E5 = 659.25;
const FIS5 = 739.99;
const A5 = 880;

export const SOUND_RECIPES: Readonly<Record<SoundName, readonly Note[]>> = {
  repetition: [
    { frequencyHz: D5, startMs: 0, lengthMs: 420, loudness: 0.6 },
    { frequencyHz: A5, startMs: 70, lengthMs: 500, loudness: 0.45 },
  ],
  targetMet: [{ frequencyHz: FIS5, startMs: 0, lengthMs: 220, loudness: 0.25 }],
  setStarted: [
    { frequencyHz: A4, startMs: 0, lengthMs: 350, loudness: 0.5 },
    { frequencyHz: D5, startMs: 180, lengthMs: 600, loudness: 0.5 },
  ],
  setFinished: [
    { frequencyHz: D5, startMs: 0, lengthMs: 400, loudness: 0.5 },
    { frequencyHz: FIS5, startMs: 160, lengthMs: 400, loudness: 0.5 },
    { frequencyHz: A5, startMs: 320, lengthMs: 900, loudness: 0.5 },
  ],
  // Low and falling: heard as "off", nobody is startled.
  stopped: [
    { frequencyHz: A4, startMs: 0, lengthMs: 350, loudness: 0.5 },
    { frequencyHz: D4, startMs: 200, lengthMs: 700, loudness: 0.6 },
  ],
  // High and rising, three times: no other sound of the session is like it, and a therapist in another window looks up.
  alarm: [0, 450, 900].flatMap((startMs) => [
    { frequencyHz: E5, startMs, lengthMs: 220, loudness: 0.7 },
    { frequencyHz: A5, startMs: startMs + 150, lengthMs: 350, loudness: 0.7 },
  ]),
  alarmTaken: [
    { frequencyHz: B4, startMs: 0, lengthMs: 400, loudness: 0.4 },
    { frequencyHz: E5, startMs: 200, lengthMs: 700, loudness: 0.4 },
  ],
  tick: [{ frequencyHz: A4, startMs: 0, lengthMs: 120, loudness: 0.35 }],
  // Long enough to be looked for: three notes up, and the last stays.
  check: [
    { frequencyHz: D5, startMs: 0, lengthMs: 450, loudness: 0.6 },
    { frequencyHz: FIS5, startMs: 350, lengthMs: 450, loudness: 0.6 },
    { frequencyHz: A5, startMs: 700, lengthMs: 800, loudness: 0.6 },
  ],
  ready: [
    { frequencyHz: D5, startMs: 0, lengthMs: 250, loudness: 0.45 },
    { frequencyHz: A5, startMs: 130, lengthMs: 600, loudness: 0.45 },
  ],
};
