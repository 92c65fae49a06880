// Ending a session cannot be taken back, so it is asked once, with what happens next.
import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type DialogFrame, TherapistDialog } from "./therapist-dialog.tsx";

export function FinishDialog({ onFinish, ...frame }: DialogFrame & { onFinish: () => void }) {
  const { t } = useTranslation();
  return (
    <TherapistDialog {...frame} title={t("therapist.finish.title")}>
      <Text>{t("therapist.finish.text")}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={frame.onClose}>
          {t("shell.cancel")}
        </Button>
        <Button color="alarm" onClick={onFinish}>
          {t("therapist.finish.confirm")}
        </Button>
      </Group>
    </TherapistDialog>
  );
}
