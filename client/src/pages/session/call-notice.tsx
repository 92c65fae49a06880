// Picture and sound are not there: what that means for the class, and what can be done.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CallStatus } from "../../call/call.ts";
import { KeyHint } from "../../ui/key-hint.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useOverdue } from "../../ui/use-overdue.ts";
import { type CallTrouble, callTrouble, isUnderWay, PATIENCE_MS } from "./call-trouble-rules.ts";

export function CallNotice(props: { status: CallStatus | undefined; failed: boolean; onRetry: () => void }) {
  const overdue = useOverdue(isUnderWay(props), PATIENCE_MS);
  const trouble = callTrouble({ ...props, overdue });
  return trouble === undefined ? null : <CallTroubleNotice trouble={trouble} onRetry={props.onRetry} />;
}

export function CallTroubleNotice({ trouble, onRetry }: { trouble: CallTrouble; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice
      tone="waiting"
      title={t(`therapist.call.${trouble}.title`)}
      action={
        trouble === "failed" ? (
          <Button variant="default" rightSection={<KeyHint>C</KeyHint>} onClick={onRetry}>
            {t("shell.tryAgain")}
          </Button>
        ) : null
      }
    >
      {t(`therapist.call.${trouble}.text`)}
    </Notice>
  );
}
