// A dialog of the therapist's screen. It covers the tiles, so a waiting alarm stands in it, first and with its button.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { Button, Modal, type ModalProps } from "@mantine/core";
import { IconAlertOctagonFilled } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { nameOf } from "./patient-name.ts";
import classes from "./therapist-dialog.module.css";

export interface DialogFrame {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly waiting: readonly ParticipantView[];
  readonly onTakeAlarm: (id: ParticipantId) => void;
}

export function TherapistDialog(
  props: DialogFrame & { title: string; size?: ModalProps["size"]; children: ReactNode },
) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      {...(props.size === undefined ? {} : { size: props.size })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {props.waiting.map((patient) => (
        <div key={patient.participantId} role="alert" className={classes.alarm}>
          <IconAlertOctagonFilled size={24} aria-hidden />
          <strong>{t("therapist.stop.spoken", { name: nameOf(patient).full })}</strong>
          <Button
            variant="white"
            color="alarm"
            rightSection={<KeyHint>T</KeyHint>}
            onClick={() => props.onTakeAlarm(patient.participantId)}
          >
            {t("therapist.stop.take")}
          </Button>
        </div>
      ))}
      {props.children}
    </Modal>
  );
}
