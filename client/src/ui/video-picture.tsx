// One live picture, always silent: sound is played in one place only (pages/session/call-sound.tsx).
import { useEffect, useRef } from "react";

export function VideoPicture(props: {
  stream: MediaStream | undefined;
  className?: string | undefined;
  label?: string;
  /** Told the element, and null when it goes; the same function at every render. */
  onElement?: ((video: HTMLVideoElement | null) => void) | undefined;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const { onElement } = props;
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = props.stream ?? null;
  }, [props.stream]);
  useEffect(() => {
    onElement?.(video.current);
    return () => onElement?.(null);
  }, [onElement]);
  return (
    <video
      ref={video}
      className={props.className}
      autoPlay
      muted
      playsInline
      {...(props.label === undefined ? { "aria-hidden": true } : { "aria-label": props.label })}
    />
  );
}
