// How loud recorded voices are; the same from set to set while the page is open.
import { useState } from "react";

export interface SoundLevel {
  /** 0…1; what is heard now. */
  readonly volume: number;
  /** 0…1; also while it is off. */
  readonly level: number;
  readonly off: boolean;
  readonly turn: () => void;
  readonly setLevel: (level: number) => void;
}

let remembered = { level: 1, off: false };

export function useSoundLevel(): SoundLevel {
  const [chosen, setChosen] = useState(remembered);
  const choose = (next: typeof remembered) => {
    remembered = next;
    setChosen(next);
  };
  const { level, off } = chosen;
  return {
    volume: off ? 0 : level,
    level,
    off: off || level === 0,
    // Turned on again, it is heard.
    turn: () => choose(off || level === 0 ? { level: level === 0 ? 1 : level, off: false } : { level, off: true }),
    setLevel: (next) => choose({ level: next, off: false }),
  };
}
