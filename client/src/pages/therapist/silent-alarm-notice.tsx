// Browsers keep a page silent until it is touched: a therapist who does not know would wait for a bell that cannot ring.
import { Button } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";
import { useOverdue } from "../../ui/use-overdue.ts";

/** A sound system that is allowed needs a moment to start, too. */
const START_MS = 2_000;

export function SilentAlarmNotice({ silent }: { silent: boolean }) {
  const { t } = useTranslation();
  if (!useOverdue(silent, START_MS)) return null;
  return (
    <Notice
      tone="waiting"
      title={t("therapist.silent.title")}
      // The touch itself is what is needed, wherever it comes.
      action={
        <Button variant="default" leftSection={<IconVolume size={18} aria-hidden />}>
          {t("therapist.silent.turnOn")}
        </Button>
      }
    >
      {t("therapist.silent.text")}
    </Notice>
  );
}
