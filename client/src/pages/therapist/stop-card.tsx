// What is to be done after a pain stop: take the alarm, talk, and go on only when both agree.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { Button } from "@mantine/core";
import { IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./stop-card.module.css";

export function StopCard(props: { patient: ParticipantView; onTake: () => void; onAgree: () => void }) {
  const { t } = useTranslation();
  const stop = props.patient.clinical?.stop;
  if (stop === undefined) return null;
  const taken = stop.takenById !== undefined;
  const steps = [
    ["taken", taken],
    ["patientAgrees", stop.patientAgrees],
    ["therapistAgrees", stop.therapistAgrees],
  ] as const;
  return (
    <section className={classes.card} aria-labelledby="stop">
      <h3 id="stop">{t("therapist.stop.title")}</h3>
      <p>{t(taken ? "therapist.stop.talk" : "therapist.stop.waits")}</p>
      <ul className={classes.steps}>
        {steps.map(([name, done]) => (
          <li key={name}>
            {done ? <IconCheck size={16} stroke={3} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
            {t(`therapist.stop.${name}`)}
          </li>
        ))}
      </ul>
      {taken ? (
        <Button
          fullWidth
          variant="default"
          disabled={stop.therapistAgrees}
          onClick={props.onAgree}
          rightSection={<KeyHint>R</KeyHint>}
        >
          {t("therapist.stop.agree")}
        </Button>
      ) : (
        <Button fullWidth color="alarm" onClick={props.onTake} rightSection={<KeyHint>T</KeyHint>}>
          {t("therapist.stop.take")}
        </Button>
      )}
    </section>
  );
}
