// The recorded picture under the figure, in step with the player; it is not there where nothing was recorded, and where it is late that is said.
import { type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useVideoAspect } from "../../drawing/use-video-aspect.ts";
import classes from "./figure-picture.module.css";
import { type RecordedMediaProps, useRecordedMedia } from "./use-recorded-media.ts";

export function RecordedPicture(
  props: RecordedMediaProps & {
    /** Width ÷ height, once it is known. */
    readonly onAspect: (aspect: number) => void;
  },
) {
  const { t } = useTranslation();
  const { media, isThere, isLate } = useRecordedMedia<HTMLVideoElement>(props);
  const { onAspect } = props;
  const aspect = useVideoAspect(useElement(media));
  useEffect(() => {
    if (aspect !== undefined) onAspect(aspect);
  }, [aspect, onAspect]);
  return (
    <>
      <video
        ref={media}
        className={classes.layer}
        data-recorded={isThere || undefined}
        preload="auto"
        muted
        playsInline
        aria-hidden
      />
      <p role="status" className={classes.late}>
        {isLate ? t("review.pictureLate") : ""}
      </p>
    </>
  );
}

/** Known once it stands in the page. */
function useElement<Element>(reference: RefObject<Element | null>): Element | null {
  const [element, setElement] = useState<Element | null>(null);
  useEffect(() => setElement(reference.current), [reference]);
  return element;
}
