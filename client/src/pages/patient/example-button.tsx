// The example beside one's own picture, over it, or gone: one large button that shows what it will do.
import { IconStack2, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./example-button.module.css";
import { useSideBySide } from "./side-by-side-context.tsx";

const ICONS = { beside: IconUserPlus, over: IconStack2, off: IconUserMinus };

export function ExampleButton() {
  const { t } = useTranslation();
  const { next, turn } = useSideBySide();
  const Icon = ICONS[next];
  return (
    <button type="button" className={classes.button} aria-label={t(`patient.example.${next}Label`)} onClick={turn}>
      <Icon aria-hidden className={classes.icon} />
    </button>
  );
}
