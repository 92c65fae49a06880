// Quality of the last repetition with how sure the measurement is; below half sure it says so before it says the number.

import { LOW_CONFIDENCE } from "@ensemble/shared/session/attention-rules.ts";
import { IconHelpHexagonFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./quality-line.module.css";

export function QualityLine({ quality, confidence }: { quality: number | undefined; confidence: number }) {
  const { t } = useTranslation();
  if (quality === undefined) return <div className={classes.none}>{t("therapist.quality.none")}</div>;
  const unsure = confidence < LOW_CONFIDENCE;
  return (
    <div className={classes.line} data-unsure={unsure || undefined}>
      <span>
        {t("therapist.quality.label")} <strong>{Math.round(quality)}</strong>
      </span>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${Math.min(100, Math.max(0, quality))}%` }} />
      </span>
      <span className={classes.sure}>
        {unsure ? <IconHelpHexagonFilled size={14} aria-hidden /> : null}
        {t("therapist.quality.sure", { percent: Math.round(100 * confidence) })}
      </span>
    </div>
  );
}
