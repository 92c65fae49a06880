// What a patient has done before the class begins, and what the device says about light and place in the picture.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { IconCheck, IconCircleDashed, IconEyeExclamation, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CheckedDevices } from "./checked-devices.tsx";
import { checkedNow } from "./checked-rules.ts";
import classes from "./lobby-checklist.module.css";

export function LobbyChecklist({ patient }: { patient: ParticipantView }) {
  const { t } = useTranslation();
  const { clinical } = patient;
  const steps = [
    ["here", patient.present],
    ["agreed", clinical?.agreed === true],
    ["place", clinical !== undefined && clinical.place !== ""],
    ["ready", patient.ready],
  ] as const;
  return (
    <>
      <ul className={classes.steps}>
        {steps.map(([name, done]) => (
          <li key={name} data-done={done || undefined}>
            {done ? <IconCheck size={16} stroke={3} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
            {t(`therapist.lobby.${name}`)}
            <span className="visually-hidden">: {t(done ? "therapist.lobby.done" : "therapist.lobby.open")}</span>
          </li>
        ))}
      </ul>
      {patient.present && clinical?.deviceCheck !== undefined ? (
        <CheckedDevices found={checkedNow(clinical.deviceCheck, patient.lineQuality)} />
      ) : null}
      {patient.present && clinical !== undefined && clinical.framing !== "" ? (
        <div className={classes.framing} data-quiet={clinical.framing === "no_camera" || undefined}>
          {clinical.framing === "no_camera" ? (
            <IconVideoOff size={16} aria-hidden />
          ) : (
            <IconEyeExclamation size={16} aria-hidden />
          )}
          {t(`therapist.framing.${clinical.framing}`)}
        </div>
      ) : null}
    </>
  );
}
