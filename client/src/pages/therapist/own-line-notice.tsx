// The therapist's own line carries no pictures: said once above the tiles, with what still works.
import { hasMovingPicture, type PictureStep } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";

export function OwnLineNotice({ step }: { step: PictureStep }) {
  const { t } = useTranslation();
  if (hasMovingPicture(step)) return null;
  return (
    <Notice tone="waiting" title={t(`therapist.ownLine.${step}.title`)}>
      {t(`therapist.ownLine.${step}.text`)}
    </Notice>
  );
}
