// What a microphone recorded, in step with the player: slower without being lower. It is asked for when it is heard the first time, so that
// nobody is noted to have listened who has not, and not while it is off.
import { useEffect, useState } from "react";
import { type RecordedMediaProps, useRecordedMedia } from "./use-recorded-media.ts";

export interface RecordedSoundProps extends RecordedMediaProps {
  /** 0…1; 0 is not heard. */
  readonly volume: number;
  /** Told of every change; the same function at every render. */
  readonly onLate: (address: string, isLate: boolean) => void;
}

export function RecordedSound(props: RecordedSoundProps) {
  const { playing, volume } = props;
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    if (playing && volume > 0) setBegun(true);
  }, [playing, volume]);
  return begun && volume > 0 ? <Sound {...props} /> : null;
}

function Sound(props: RecordedSoundProps) {
  const { volume, onLate } = props;
  const { address } = props.recording;
  const { media, isThere, isLate } = useRecordedMedia<HTMLAudioElement>(props);
  useEffect(() => {
    onLate(address, isLate);
    return () => onLate(address, false);
  }, [onLate, address, isLate]);
  useEffect(() => {
    if (media.current === null) return;
    media.current.volume = volume;
    media.current.preservesPitch = true;
  }, [media, volume]);
  // biome-ignore lint/a11y/useMediaCaption: what was said in a class has no captions
  return <audio ref={media} data-recorded={isThere || undefined} preload="auto" />;
}
