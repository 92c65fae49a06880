// How the exercise is shown with the large picture, on both screens: three choices side by side, and whether it goes in step.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { DEMONSTRATION_PLACES, type SideBySide } from "@ensemble/shared/session/side-by-side.ts";
import { Button, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../../ui/key-hint.tsx";
import { nameOf } from "../patient-name.ts";
import classes from "./demonstration.module.css";

export function DemonstrationChoices(props: {
  readonly patient: ParticipantView;
  readonly onShow: (change: Partial<SideBySide>) => void;
}) {
  const { t } = useTranslation();
  const { patient, onShow } = props;
  const shown = patient.clinical?.sideBySide;
  if (shown === undefined) return null;
  return (
    <fieldset className={classes.choices}>
      <legend className="visually-hidden">{t("therapist.spotlight.example")}</legend>
      <span className={classes.legend} aria-hidden>
        {t("therapist.spotlight.exampleShort")} <KeyHint>Y</KeyHint>
      </span>
      <Button.Group>
        {DEMONSTRATION_PLACES.map((place) => (
          <Button
            key={place}
            size="compact-sm"
            variant={place === shown.place ? "light" : "default"}
            className={classes.choice}
            aria-pressed={place === shown.place}
            onClick={() => onShow({ place })}
          >
            {t(`therapist.spotlight.exampleOf.${place}`)}
          </Button>
        ))}
      </Button.Group>
      <Switch
        size="sm"
        checked={shown.inStep}
        disabled={shown.place === "off"}
        label={
          <>
            {t("therapist.spotlight.inStep")} <KeyHint>J</KeyHint>
          </>
        }
        title={t("therapist.spotlight.inStepWhy", { name: nameOf(patient).full })}
        onChange={(event) => onShow({ inStep: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
