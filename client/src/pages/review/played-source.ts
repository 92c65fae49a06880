// One media source of an element with one buffer: opened, given bytes, and told whether it still takes any. One that has once refused never does again.

export interface PlayedSource {
  readonly buffer: SourceBuffer;
  /** False once the element or its decoder has given up. */
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

/** Rejects where the browser cannot, or with the signal. Whatever the element showed before is gone. */
export function openSourceFor(
  media: HTMLMediaElement,
  contentType: string,
  signal: AbortSignal,
): Promise<PlayedSource> {
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  const close = () => URL.revokeObjectURL(address);
  const done = new AbortController();
  const opened = new Promise<PlayedSource>((resolve, reject) => {
    const listen = { signal: done.signal };
    const open = () => {
      try {
        const buffer = source.addSourceBuffer(contentType);
        resolve({ buffer, close, isOpen: () => source.readyState === "open" && media.error === null });
      } catch (problem) {
        reject(problem);
      }
    };
    source.addEventListener("sourceopen", open, listen);
    // Of too many players at once, for one.
    media.addEventListener("error", () => reject(new Error("no player", { cause: media.error })), listen);
    signal.addEventListener("abort", () => reject(new Error("given up")), listen);
    media.src = address;
  });
  return opened
    .catch((problem: unknown) => {
      close();
      throw problem;
    })
    .finally(() => done.abort());
}

/** Resolves when they are taken. */
export function appended(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const done = settled(buffer);
  buffer.appendBuffer(bytes);
  return done;
}

function settled(buffer: SourceBuffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      buffer.removeEventListener("updateend", onEnd);
      buffer.removeEventListener("error", onError);
      settle();
    };
    const onEnd = end(resolve);
    const onError = end(() => reject(new Error("the bytes cannot be played")));
    buffer.addEventListener("updateend", onEnd);
    buffer.addEventListener("error", onError);
  });
}
