// A patient's name on the therapist's screen: full, with the nickname small beside it.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { nameOf } from "./patient-name.ts";
import classes from "./patient-name-words.module.css";

export function PatientNameWords({ patient }: { patient: ParticipantView }) {
  const { full, nickname } = nameOf(patient);
  return (
    <>
      {full}
      {nickname === undefined ? null : <span className={classes.nickname}> {nickname}</span>}
    </>
  );
}
