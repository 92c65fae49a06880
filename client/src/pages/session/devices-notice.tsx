// The therapist cannot be seen or heard: what is missing and how to try again. The session goes on meanwhile.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { MissingDevices } from "./own-devices.ts";

export function DevicesNotice(props: { missing: MissingDevices; onRetry: () => void }) {
  const { t } = useTranslation();
  const { camera, microphone } = props.missing;
  if (camera === undefined && microphone === undefined) return null;
  const what = camera === undefined ? "microphone" : microphone === undefined ? "camera" : "both";
  const whys = new Set([camera, microphone].filter((why) => why !== undefined));
  return (
    <Notice
      tone="waiting"
      title={t(`therapist.missing.${what}`)}
      action={
        <Button
          variant="default"
          rightSection={<KeyHint>{what === "microphone" ? "M" : "C"}</KeyHint>}
          onClick={props.onRetry}
        >
          {t("shell.tryAgain")}
        </Button>
      }
    >
      {[...whys].map((why) => t(`therapist.missing.why.${why}`)).join(" ")}
    </Notice>
  );
}
