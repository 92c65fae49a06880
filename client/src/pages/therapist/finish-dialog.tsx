// Ending a session cannot be taken back, so it is asked once, with what happens next.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function FinishDialog(props: { opened: boolean; onClose: () => void; onFinish: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("therapist.finish.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Text>{t("therapist.finish.text")}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={props.onClose}>
          {t("shell.cancel")}
        </Button>
        <Button color="alarm" onClick={props.onFinish}>
          {t("therapist.finish.confirm")}
        </Button>
      </Group>
    </Modal>
  );
}
