// Cameras that are told apart by what they see: each gives a picture of one colour, in a size of its own, under the name and number of the camera
// the browser pretends to have; and a reading of that colour from a picture on another screen.
import type { Locator, Page } from "playwright-core";

export interface PaintedCamera {
  readonly colour: Colour;
  readonly width: number;
  readonly height: number;
}

type Colour = "red" | "green" | "blue";

const PICTURES_PER_SECOND = 5;

/**
 * Call before the page is opened. In the order in which the browser lists its cameras. Of those Chromium pretends to have the second gives pictures
 * that it shows and does not send: `unsendable` leaves a camera as it is.
 */
export async function paintCameras(page: Page, cameras: readonly (PaintedCamera | "unsendable")[]): Promise<void> {
  await page.addInitScript(
    ({ cameras, rate }) => {
      const devices = navigator.mediaDevices;
      const ask = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const given = await ask(constraints);
        const [camera] = given.getVideoTracks();
        if (camera === undefined) return given;
        const settings = camera.getSettings();
        const listed = (await devices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
        const painted = cameras[listed.findIndex(({ deviceId }) => deviceId === settings.deviceId)];
        if (painted === undefined) throw new Error(`no colour for ${camera.label}`);
        if (painted === "unsendable") return given;
        const { colour, width, height } = painted;
        const canvas = document.createElement("canvas");
        Object.assign(canvas, { width, height });
        const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
        const [track] = canvas.captureStream(rate).getVideoTracks() as [MediaStreamTrack];
        let pictures = 0;
        const timer = setInterval(() => {
          if (track.readyState === "ended") {
            clearInterval(timer);
            camera.stop();
            return;
          }
          pen.fillStyle = { red: "#f00", green: "#0f0", blue: "#00f" }[colour];
          pen.fillRect(0, 0, width, height);
          // Something that moves.
          pen.fillStyle = "#fff";
          pen.fillRect((8 * pictures++) % width, 0, 8, 8);
        }, 1_000 / rate);
        Object.defineProperty(track, "label", { value: camera.label });
        track.getSettings = () => ({ ...settings, width, height, frameRate: rate });
        return new MediaStream([track, ...given.getAudioTracks()]);
      };
    },
    { cameras, rate: PICTURES_PER_SECOND },
  );
}

/** Of the middle of a picture, as it is shown; undefined where there is none. */
export async function colourOf(video: Locator): Promise<Colour | undefined> {
  if ((await video.count()) === 0) return undefined;
  return video.evaluate((element) => {
    const shown = element as HTMLVideoElement;
    const context = new OffscreenCanvas(8, 8).getContext("2d");
    if (context === null || shown.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
    context.drawImage(shown, 0, 0, 8, 8);
    const [red = 0, green = 0, blue = 0] = context.getImageData(4, 4, 1, 1).data;
    const most = Math.max(red, green, blue);
    if (most < 100) return undefined;
    return most === red ? "red" : most === green ? "green" : "blue";
  });
}
