// In the first line of the therapist's screen: whether the class is recorded, and how many of those who are there.
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./recording-mark.module.css";
import { countRecorded } from "./recording-state.ts";

export function RecordingMark({ view, onOpen }: { view: SessionView; onOpen: () => void }) {
  const { t } = useTranslation();
  const Icon = view.recording ? IconCircleFilled : IconCircle;
  return (
    <UnstyledButton className={classes.mark} data-on={view.recording || undefined} onClick={onOpen}>
      <Icon size={16} aria-hidden className={classes.icon} />
      {view.recording ? t("therapist.recording.on", countRecorded(view)) : t("therapist.recording.off")}
      <KeyHint>O</KeyHint>
    </UnstyledButton>
  );
}
