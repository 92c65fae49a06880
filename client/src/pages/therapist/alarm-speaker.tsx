// Says alarms to screen readers the moment they begin, once each.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { useTranslation } from "react-i18next";
import { nameOf } from "./patient-name.ts";

export function AlarmSpeaker({ waiting }: { waiting: readonly ParticipantView[] }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="visually-hidden">
      {waiting.map((each) => t("therapist.stop.spoken", { name: nameOf(each).full })).join(" ")}
    </div>
  );
}
