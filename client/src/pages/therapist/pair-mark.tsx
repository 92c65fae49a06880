// On a tile while pictures go to pairs: with whom this patient is paired, and whether the picture is shown to them.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { IconEye, IconLock, IconUserOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import classes from "./pair-mark.module.css";

/** `partners`: undefined where pictures do not go to pairs. */
export function PairMark({ patient, partners }: { patient: ParticipantView; partners: string | undefined }) {
  const { t } = useTranslation();
  if (partners === undefined) return null;
  const marks = patient.clinical?.pairedWith ?? [];
  const shows = patient.pictureConsent;
  const words =
    marks.length === 0
      ? t("therapist.pairs.alone")
      : t(`therapist.pairs.${shows ? "shows" : "hides"}`, { names: partners });
  const Icon = marks.length === 0 ? IconUserOff : shows ? IconEye : IconLock;
  return (
    <span className={classes.pair} role="img" aria-label={words} title={words}>
      <Icon size={16} aria-hidden />
      {marks.map((mark) => (
        <ParticipantMark key={mark} mark={mark} size={18} />
      ))}
    </span>
  );
}
