// The list of who needs the therapist first. Choosing a line selects the patient; an empty list is the normal case and says so.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { AttentionItem } from "@ensemble/shared/session/attention-rules.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { currentLanguage } from "../../ui/language.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { findError, localised } from "../patient/localised.ts";
import classes from "./look-now.module.css";
import { PatientNameWords } from "./patient-name-words.tsx";
import { tileWords } from "./tile-words.ts";

export function LookNow(props: {
  items: readonly AttentionItem[];
  patients: readonly ParticipantView[];
  exercise: TrackedExercise | undefined;
  selectedId: ParticipantId | undefined;
  onSelect: (id: ParticipantId) => void;
}) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="look-now" className={classes.section}>
      <h2 id="look-now" className={classes.title}>
        {t("therapist.lookNow.title")}
        {props.items.length === 0 ? null : <KeyHint>N</KeyHint>}
      </h2>
      {props.items.length === 0 ? (
        <p className={classes.calm}>{t("therapist.lookNow.calm")}</p>
      ) : (
        <ol className={classes.list}>
          {props.items.map((item) => {
            const patient = props.patients.find((each) => each.participantId === item.participantId);
            if (patient === undefined) return null;
            return (
              <li key={item.participantId}>
                <button
                  type="button"
                  className={classes.item}
                  data-reason={item.reason}
                  aria-pressed={props.selectedId === item.participantId}
                  onClick={() => props.onSelect(item.participantId)}
                >
                  <ParticipantMark mark={patient.mark} size={20} />
                  <span className={classes.name}>
                    <PatientNameWords patient={patient} />
                  </span>
                  <span className={classes.reason}>{reasonWords(t, item, patient, props.exercise)}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

export function reasonWords(
  t: TFunction,
  item: AttentionItem,
  patient: ParticipantView,
  exercise: TrackedExercise | undefined,
): string {
  const { clinical } = patient;
  switch (item.reason) {
    case "trackingLost":
    case "trackingPartial":
      return t(tileWords(patient, true).key);
    case "cuePersists": {
      const error = findError(exercise, clinical?.cue ?? "");
      return error === undefined ? t("therapist.status.cue") : localised(error.name, currentLanguage());
    }
    case "painStop":
      return clinical?.pain === undefined
        ? t("therapist.lookNow.painStop")
        : t("therapist.lookNow.painStopLevel", { level: clinical.pain });
    case "lowConfidence":
      return t("therapist.lookNow.lowConfidence", { percent: Math.round(100 * (clinical?.confidence ?? 0)) });
    case "behind":
      return t("therapist.lookNow.behind", { done: patient.repetitions, target: patient.targetRepetitions });
    case "lost":
      return t("therapist.lookNow.lost");
  }
}
