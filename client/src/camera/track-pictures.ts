// Every picture of a camera as a stream a worker can read, where the browser has that (Chrome, Edge): a page busy drawing then loses none.

interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
type TrackProcessorMaker = new (options: { track: MediaStreamTrack; maxBufferSize: number }) => TrackProcessor;

export function trackPictures(track: MediaStreamTrack): ReadableStream<VideoFrame> | undefined {
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessorMaker };
  if (MediaStreamTrackProcessor === undefined) return undefined;
  return new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable;
}
