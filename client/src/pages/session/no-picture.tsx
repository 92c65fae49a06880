// Where a person's picture would be: their initial, or that the network there carries none.
import { IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./person-picture.module.css";

export function NoPicture({ name, lineWeak }: { name: string; lineWeak: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.none}>
      {lineWeak ? (
        <IconWifiOff role="img" aria-label={t("patient.pictures.lineWeak")} className={classes.weak} />
      ) : (
        <span className={classes.initial} aria-hidden>
          {name.charAt(0)}
        </span>
      )}
    </div>
  );
}
