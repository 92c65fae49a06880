// A camera that can zoom is asked to show all it can: at three metres feet and raised arms need it. Browsers that hide the zoom behind a question
// of its own are not made to ask it.
import { widestZoom, type Zoomed } from "./camera-width-rules.ts";

export async function widenPicture(track: MediaStreamTrack): Promise<void> {
  // The types of the browser's interfaces know of no zoom.
  const zoom = widestZoom((track.getCapabilities?.() ?? {}) as Zoomed, track.getSettings() as Zoomed);
  if (zoom === undefined) return;
  try {
    await track.applyConstraints({ ...track.getConstraints(), advanced: [{ zoom } as MediaTrackConstraintSet] });
  } catch (error) {
    // It is seen as it was.
    console.warn("the camera cannot be widened", error);
  }
}
