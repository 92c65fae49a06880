// Between the sets: a newer version of this page is there, for whoever comes to the computer. It takes the place of what comes next, which is said again.
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./reload-offer.module.css";

export function ReloadOffer() {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.offer}>
      <span className={classes.words}>{t("patient.renewed.offer")}</span>
      <button type="button" className={classes.reload} onClick={() => location.reload()}>
        <IconRefresh aria-hidden className={classes.icon} />
        {t("shell.reload")}
      </button>
    </div>
  );
}
