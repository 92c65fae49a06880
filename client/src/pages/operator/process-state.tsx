// How a process does, in a word and a sign: never by colour alone.
import type { ProcessReport } from "@ensemble/shared/protocol/operator-report.ts";
import {
  IconCircleCheck,
  IconDatabaseOff,
  IconDatabaseX,
  IconDoorExit,
  IconFlame,
  IconPlugConnectedX,
  IconVideoOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./operator.module.css";

export type ProcessState = ProcessReport["readiness"] | "silent" | "atLimit";

const ICONS = {
  ready: IconCircleCheck,
  atLimit: IconFlame,
  leaving: IconDoorExit,
  database: IconDatabaseOff,
  refusesWrites: IconDatabaseX,
  media: IconVideoOff,
  silent: IconPlugConnectedX,
};
const TONES: Readonly<Record<ProcessState, "good" | "due" | "alarm">> = {
  ready: "good",
  atLimit: "due",
  leaving: "due",
  database: "alarm",
  refusesWrites: "alarm",
  media: "alarm",
  silent: "alarm",
};

export function ProcessStateWords({ state }: { readonly state: ProcessState }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  return (
    <span className={classes.state} data-tone={TONES[state]}>
      <Icon size={18} aria-hidden />
      {t(`operator.readiness.${state}`)}
    </span>
  );
}
