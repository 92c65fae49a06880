// The picture as it was at the moment when it began to stand still: taken once, kept on this screen only.
import { useLayoutEffect, useRef } from "react";

export function HeldPicture(props: {
  source: () => HTMLVideoElement | null | undefined;
  className?: string | undefined;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { source } = props;
  const taken = useRef(false);
  useLayoutEffect(() => {
    const video = source();
    if (!video) return;
    const take = () => {
      if (taken.current || canvas.current === null || video.videoWidth === 0) return;
      taken.current = true;
      canvas.current.width = video.videoWidth;
      canvas.current.height = video.videoHeight;
      canvas.current.getContext("2d")?.drawImage(video, 0, 0);
    };
    take();
    // A picture that comes only now stands still from its beginning.
    video.addEventListener("loadeddata", take);
    return () => video.removeEventListener("loadeddata", take);
  }, [source]);
  return <canvas ref={canvas} className={props.className} data-held-picture aria-hidden />;
}
