// Camera or microphone does not work: what is the case, what helps, and one button to try again. In words for somebody who stands at the screen.
import { IconMicrophoneOff, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import classes from "./device-notice.module.css";
import type { DeviceTrouble } from "./device-trouble.ts";

export interface DeviceNoticeProps {
  readonly feed: CameraFeed;
  readonly trouble: DeviceTrouble;
  /** Without what helps, where there is little room. */
  readonly short?: boolean;
}

export function DeviceNotice({ feed, trouble, short = false }: DeviceNoticeProps) {
  const { t } = useTranslation();
  const Icon = trouble.device === "camera" ? IconVideoOff : IconMicrophoneOff;
  return (
    <div className={classes.notice} role="status" data-trouble={trouble.device}>
      <Icon aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <strong>
          {t(trouble.device === "camera" ? `camera.status.${trouble.status}` : `camera.microphone.${trouble.status}`)}
        </strong>
        {short ? null : (
          <span>
            {trouble.device === "camera"
              ? t(`camera.help.${trouble.status}`)
              : t([`camera.microphoneHelp.${trouble.status}`, `camera.help.${trouble.status}`])}
          </span>
        )}
      </div>
      {/* While the browser asks, the answer is given there. */}
      {trouble.status === "asking" ? null : (
        <button type="button" className={classes.again} onClick={() => void feed.restart()}>
          {t("camera.retry")}
        </button>
      )}
    </div>
  );
}
