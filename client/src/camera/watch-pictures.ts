// Pictures of a video element one by one, for browsers that give no stream of a track. One is on its way at most: the newest wins.

/**
 * Calls `take`, whenever `isFree`, with a bitmap it must pass on or close and its capture time on the page's clock.
 * Returns the way to stop.
 */
export function watchPictures(
  video: HTMLVideoElement,
  isFree: () => boolean,
  take: (picture: ImageBitmap, capturedMs: number) => void,
): () => void {
  let stopped = false;
  let making = false;
  const onPicture: VideoFrameRequestCallback = (nowMs, about) => {
    if (stopped) return;
    video.requestVideoFrameCallback(onPicture);
    if (making || !isFree()) return;
    making = true;
    const capturedMs = Math.round(about.captureTime ?? nowMs);
    createImageBitmap(video).then(
      (picture) => {
        making = false;
        if (stopped) picture.close();
        else take(picture, capturedMs);
      },
      (error: unknown) => {
        making = false;
        // A picture that is gone before it could be read; the next one comes by itself.
        console.warn("a camera picture could not be read", error);
      },
    );
  };
  video.requestVideoFrameCallback(onPicture);
  return () => {
    stopped = true;
  };
}
