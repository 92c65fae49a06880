// The therapist cannot be seen or heard: what is missing and how to try again. The session goes on meanwhile.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";
import type { OwnStream } from "./use-own-devices.ts";

export function DevicesNotice(props: { missing: NonNullable<OwnStream["missing"]>; onRetry: () => void }) {
  const { t } = useTranslation();
  const { what, why } = props.missing;
  return (
    <Notice
      tone="waiting"
      title={t(`shell.session.missing.${what}`)}
      action={
        <Button variant="default" onClick={props.onRetry}>
          {t("shell.tryAgain")}
        </Button>
      }
    >
      {t(`camera.help.${why}`)}
    </Notice>
  );
}
