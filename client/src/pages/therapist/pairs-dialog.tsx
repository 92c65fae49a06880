// Who is paired with whom: a number for everybody, and beside it in words what that means. Nothing changes for patients before it is
// applied, because every new pair is asked anew.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { proposePairs } from "@ensemble/shared/session/pair-rules.ts";
import type { Pairs } from "@ensemble/shared/session/session-fact.ts";
import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { isFull, numbersFor, type PairPlan, pairsIn, partnersIn, planFrom, planOf, put } from "./pair-plan.ts";
import classes from "./pairs-dialog.module.css";
import { nameOf } from "./patient-name.ts";
import { type DialogFrame, TherapistDialog } from "./therapist-dialog.tsx";

interface PairsDialogProps extends DialogFrame {
  readonly patients: readonly ParticipantView[];
  readonly onApply: (pairs: Pairs) => void;
}

export function PairsDialog({ patients, onApply, ...frame }: PairsDialogProps) {
  const { t } = useTranslation();
  return (
    <TherapistDialog {...frame} title={t("therapist.pairs.title")} size="lg">
      {/* Mounted with the dialog: it begins with the pairs as they are then. */}
      {frame.opened ? <Plan patients={patients} onApply={onApply} onClose={frame.onClose} /> : null}
    </TherapistDialog>
  );
}

const ALONE = "alone";

function Plan({ patients, onApply, onClose }: Pick<PairsDialogProps, "patients" | "onApply" | "onClose">) {
  const { t } = useTranslation();
  const [plan, setPlan] = useState(() => planOf(patients));
  const numbers = numbersFor(patients.length, plan);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply(pairsIn(plan));
      }}
    >
      <Text>{t("therapist.pairs.text")}</Text>
      <ul className={classes.list}>
        {patients.map((patient, index) => (
          <li key={patient.mark} className={classes.row}>
            <ParticipantMark mark={patient.mark} size={22} />
            <span className={classes.name}>{nameOf(patient).full}</span>
            <SegmentedControl
              aria-label={t("therapist.pairs.of", { name: nameOf(patient).full })}
              data-autofocus={index === 0 || undefined}
              value={String(plan.get(patient.mark) ?? ALONE)}
              onChange={(value) => setPlan(put(patient.mark, value === ALONE ? undefined : Number(value), plan))}
              data={[
                ...numbers.map((number) => ({
                  value: String(number),
                  label: String(number),
                  disabled: isFull(number, patient.mark, plan),
                })),
                { value: ALONE, label: t("therapist.pairs.none") },
              ]}
            />
            <Partners patient={patient} patients={patients} plan={plan} />
          </li>
        ))}
      </ul>
      <Group justify="space-between" mt="lg">
        <Button variant="subtle" onClick={() => setPlan(planFrom(proposePairs(patients)))}>
          {t("therapist.pairs.neighbours")}
        </Button>
        <Group>
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit">{t("therapist.pairs.apply")}</Button>
        </Group>
      </Group>
    </form>
  );
}

function Partners(props: { patient: ParticipantView; patients: readonly ParticipantView[]; plan: PairPlan }) {
  const { t, i18n } = useTranslation();
  const marks = partnersIn(props.patient.mark, props.plan);
  const partners = props.patients.filter(({ mark }) => marks.includes(mark));
  const names = new Intl.ListFormat(i18n.language).format(partners.map((each) => nameOf(each).full));
  return (
    <span className={classes.partners} data-alone={partners.length === 0 || undefined}>
      {partners.length === 0 ? t("therapist.pairs.alone") : t("therapist.pairs.with", { names })}
    </span>
  );
}
