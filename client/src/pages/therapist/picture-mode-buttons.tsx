// Who sees patients' pictures besides the therapist: three choices side by side, the one that holds pressed down. Buttons and no
// radios: arrow keys would pass through the one in between, and it would take effect.
import type { PictureMode } from "@ensemble/shared/session/session-fact.ts";
import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./picture-mode-buttons.module.css";

export interface PictureModeButtonsProps {
  readonly mode: PictureMode;
  readonly onMode: (mode: PictureMode) => void;
  readonly onChangePairs: () => void;
}

const MODES: readonly (readonly [mode: PictureMode, key: string | undefined])[] = [
  ["therapistOnly", undefined],
  ["pairs", "B"],
  ["everybody", "V"],
];

export function PictureModeButtons({ mode: chosen, onMode, onChangePairs }: PictureModeButtonsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.modes} title={t("therapist.pictures.who")}>
      <legend className="visually-hidden">{t("therapist.pictures.who")}</legend>
      <IconEye size={18} aria-hidden className={classes.eye} />
      <Button.Group>
        {MODES.map(([mode, key]) => (
          <Button
            key={mode}
            variant={mode === chosen ? "light" : "default"}
            className={classes.mode}
            aria-pressed={mode === chosen}
            rightSection={key === undefined ? undefined : <KeyHint>{key}</KeyHint>}
            onClick={() => (mode === "pairs" && chosen === "pairs" ? onChangePairs() : onMode(mode))}
          >
            {t(
              mode === "pairs" && chosen === "pairs" ? "therapist.pictures.pairsChange" : `therapist.pictures.${mode}`,
            )}
          </Button>
        ))}
      </Button.Group>
    </fieldset>
  );
}
