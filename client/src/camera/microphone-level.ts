// How loud the microphone hears, for the check before the session and for a talking mark. Nothing is stored or sent.

/** Quieter than this (dB below full scale) shows as silence; a speaking voice is about −30 to −12. */
const SILENCE_DECIBEL = -60;

/** 0…1, even steps for the ear: samples −1…1 in, root mean square in decibels out. */
export function loudness(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] ?? 0) ** 2;
  if (sum === 0 || samples.length === 0) return 0;
  const decibel = 10 * Math.log10(sum / samples.length);
  return Math.max(0, Math.min(1, 1 - decibel / SILENCE_DECIBEL));
}

export interface MicrophoneLevel {
  readonly dispose: () => void;
}

/**
 * Calls `onLevel` about twenty times a second while the browser lets audio run; `silent`: not even noise comes, every sample is zero.
 */
export function openMicrophoneLevel(
  stream: MediaStream,
  onLevel: (level: number, silent: boolean) => void,
): MicrophoneLevel {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1024;
  if (stream.getAudioTracks().length > 0) audio.createMediaStreamSource(stream).connect(analyser);
  // Browsers hold audio back until the person has touched the page.
  const resume = () => void audio.resume();
  document.addEventListener("pointerdown", resume);
  document.addEventListener("keydown", resume);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    // Held back by the browser it would read as a microphone that is off.
    if (audio.state !== "running") return;
    analyser.getFloatTimeDomainData(samples);
    onLevel(
      loudness(samples),
      samples.every((sample) => sample === 0),
    );
  }, 50);
  return {
    dispose() {
      clearInterval(timer);
      document.removeEventListener("pointerdown", resume);
      document.removeEventListener("keydown", resume);
      void audio.close();
    },
  };
}
