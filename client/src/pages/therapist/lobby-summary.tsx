// Before the class: how many are ready, and what happens next.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { Button } from "@mantine/core";
import { IconDeviceLaptop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./lobby-summary.module.css";

export function LobbySummary({ patients, onCheck }: { patients: readonly ParticipantView[]; onCheck: () => void }) {
  const { t } = useTranslation();
  const present = patients.filter((each) => each.present).length;
  const ready = patients.filter((each) => each.present && each.ready).length;
  return (
    <section className={classes.summary}>
      <h2>{t("therapist.lobby.readyOf", { ready, count: patients.length })}</h2>
      <p>
        {t("therapist.lobby.presentOf", { present, count: patients.length })} {t("therapist.lobby.begin")}
      </p>
      <Button
        variant="default"
        leftSection={<IconDeviceLaptop size={18} aria-hidden />}
        rightSection={<KeyHint>0</KeyHint>}
        onClick={onCheck}
      >
        {t("therapist.ownCheck.begin")}
      </Button>
    </section>
  );
}
