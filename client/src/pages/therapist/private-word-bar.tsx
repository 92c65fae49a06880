// While a therapist speaks with one patient alone: with whom, and the way back to everybody, above everything; for another therapist only that it
// is so, and a way to end it while whoever has begun it is away.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { Notice } from "../../ui/notice.tsx";
import { nameOf } from "./patient-name.ts";

export function PrivateWordBar({ patient, onEnd }: { patient: ParticipantView | undefined; onEnd: () => void }) {
  const { t } = useTranslation();
  if (patient === undefined) return null;
  return (
    <Notice
      tone="calm"
      title={t("therapist.privateWord.with", { name: nameOf(patient).full })}
      action={
        <Button variant="default" onClick={onEnd} rightSection={<KeyHint>P</KeyHint>}>
          {t("therapist.privateWord.end")}
        </Button>
      }
    >
      {t(patient.present ? "therapist.privateWord.text" : "therapist.privateWord.away", { name: nameOf(patient).full })}
    </Notice>
  );
}

export function OthersWordNotice({ speaker, onEnd }: { speaker: ParticipantView | undefined; onEnd: () => void }) {
  const { t } = useTranslation();
  if (speaker === undefined) return null;
  const { name, present } = speaker;
  return (
    <Notice
      tone="calm"
      title={t("therapist.privateWord.others", { name })}
      action={
        present ? undefined : (
          <Button variant="default" onClick={onEnd}>
            {t("therapist.privateWord.endOthers")}
          </Button>
        )
      }
    >
      {t(present ? "therapist.privateWord.othersText" : "therapist.privateWord.othersAway", { name })}
    </Notice>
  );
}
