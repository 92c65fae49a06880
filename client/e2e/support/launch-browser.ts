// One Chromium with a camera: a film, or the moving pattern it brings itself.
import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../../scripts/setup/chromium-step.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // For WebGL alone: with "--use-angle=swiftshader" the page itself would be put together by it too, at five times the price.
  "--enable-unsafe-swiftshader",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];
/** Fewer pictures than a laptop's camera gives in dim light: three browsers share a machine. */
const PATTERN_FRAMES_PER_SECOND = 5;

export interface PretendedDevices {
  /** A y4m film. */
  readonly cameraFile?: string | undefined;
  /** A wav file, over and over; without one Chromium's own beeps. */
  readonly microphoneFile?: string | undefined;
  /** Of the moving pattern. */
  readonly picturesPerSecond?: number | undefined;
  /** Cameras with the moving pattern, each with a name of its own; one unless it is said. */
  readonly cameras?: number | undefined;
}

interface BrowserOptions extends PretendedDevices {
  /** The hash of a certificate's key that is trusted whoever has signed it. */
  readonly trustedKeyHash?: string | undefined;
}

export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const {
    cameraFile,
    microphoneFile,
    trustedKeyHash,
    picturesPerSecond = PATTERN_FRAMES_PER_SECOND,
    cameras = 1,
  } = options;
  const executablePath = findChromium(process.env);
  const camera =
    cameraFile === undefined
      ? [`--use-fake-device-for-media-stream=device-count=${cameras},fps=${picturesPerSecond}`]
      : ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${cameraFile}`];
  const microphone = microphoneFile === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphoneFile}`];
  const trust = trustedKeyHash === undefined ? [] : [`--ignore-certificate-errors-spki-list=${trustedKeyHash}`];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...FLAGS, ...camera, ...microphone, ...trust],
  });
}
