// Whoever is heard at a moment, and one line where some of it is late.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordedSound, type RecordedSoundProps } from "./recorded-sound.tsx";
import classes from "./review.module.css";
import { playableOf } from "./review-queries.ts";

export interface RecordedSoundsProps extends Omit<RecordedSoundProps, "recording" | "onLate"> {
  readonly recordings: readonly RecordingListing[];
}

export function RecordedSounds({ recordings, ...step }: RecordedSoundsProps) {
  const { t } = useTranslation();
  const [late, setLate] = useState<readonly string[]>([]);
  const onLate = useCallback((address: string, isLate: boolean) => {
    setLate((before) => {
      if (before.includes(address) === isLate) return before;
      return isLate ? [...before, address] : before.filter((one) => one !== address);
    });
  }, []);
  return (
    <>
      {recordings.map((recording) => (
        <RecordedSound key={recording.recordingId} recording={playableOf(recording)} {...step} onLate={onLate} />
      ))}
      <p role="status" className={classes.late}>
        {late.length > 0 ? t("review.soundLate") : ""}
      </p>
    </>
  );
}
