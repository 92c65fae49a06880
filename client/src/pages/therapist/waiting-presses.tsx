// The therapist's presses that have no answer yet, named: what is on the screen may be so already, and is not saved.
import { IconCloudUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import type { CommandName } from "../patient/unanswered-commands.ts";
import { sayWaitingPresses } from "./say-presses.ts";
import classes from "./waiting-presses.module.css";

export function WaitingPresses({ names }: { readonly names: readonly CommandName[] }) {
  const { t } = useTranslation();
  const words = sayWaitingPresses(t, names, formatLanguage());
  return (
    <p role="status" className={classes.waiting} data-shown={words !== "" || undefined}>
      {words === "" ? null : <IconCloudUp size={20} aria-hidden className={classes.icon} />}
      {words}
    </p>
  );
}
