// A newer version of this page is there: said when there is nothing else to do, and taken when it suits.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";
import { useSessionPart } from "../../ui/session-context.tsx";
import { mayAskForReload } from "./reload-rules.ts";

export function ReloadNotice() {
  const { t } = useTranslation();
  if (!useSessionPart(mayAskForReload)) return null;
  return (
    <Notice
      tone="calm"
      title={t("shell.session.outdated.title")}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {t("shell.reload")}
        </Button>
      }
    >
      {t("shell.session.outdated.text")}
    </Notice>
  );
}
