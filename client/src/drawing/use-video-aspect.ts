// Width ÷ height of what a video shows, followed when the camera or the line changes it.
import { useEffect, useState } from "react";

/** `undefined` before the first picture. */
export function useVideoAspect(video: HTMLVideoElement | null | undefined): number | undefined {
  const [aspect, setAspect] = useState<number>();
  useEffect(() => {
    if (!video) return setAspect(undefined);
    const read = () => setAspect(video.videoHeight > 0 ? video.videoWidth / video.videoHeight : undefined);
    read();
    video.addEventListener("resize", read);
    video.addEventListener("loadedmetadata", read);
    return () => {
      video.removeEventListener("resize", read);
      video.removeEventListener("loadedmetadata", read);
    };
  }, [video]);
  return aspect;
}
