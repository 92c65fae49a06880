// All keys at one look, and the switch that turns single-letter keys off.
import { Kbd, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSingleKeys } from "../../ui/single-keys.ts";
import classes from "./key-help.module.css";
import { type DialogFrame, TherapistDialog } from "./therapist-dialog.tsx";

const KEYS = [
  "space",
  "f",
  "e",
  "digits",
  "shiftDigits",
  "s",
  "a",
  "p",
  "n",
  "t",
  "r",
  "d",
  "y",
  "j",
  "v",
  "b",
  "m",
  "c",
  "zero",
  "o",
  "x",
  "help",
] as const;

export function KeyHelp(frame: DialogFrame) {
  const { t } = useTranslation();
  const { on, turn } = useSingleKeys();
  return (
    <TherapistDialog {...frame} title={t("therapist.keysTitle")} size="lg">
      <dl className={classes.keys} data-off={!on || undefined}>
        {KEYS.map((key) => (
          <div key={key} data-always={key === "space" || undefined}>
            <dt>
              <Kbd size="md">{t(`therapist.key.${key}`)}</Kbd>
            </dt>
            <dd>{t(`therapist.keyDoes.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        checked={on}
        onChange={(event) => turn(event.currentTarget.checked)}
        label={t("therapist.singleKeys")}
        description={t("therapist.singleKeysWhy")}
      />
    </TherapistDialog>
  );
}
