// How the light falls: on the whole picture, as glare in it, and on the person. Pure, on a thumbnail.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";

/** Mean luma, 0…1 each (weights of ITU-R BT.709). */
export interface Light {
  readonly brightness: number;
  /** Share of the picture that is as bright as it gets: a window, a lamp. */
  readonly glare: number;
  /** The lighter of head and trunk; undefined while nobody is seen. */
  readonly person: number | undefined;
}

/** In pictures, 0…1. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GLARING = 0.92;
/**
 * A camera that looks into a window makes everything darker until the window is white and the person a shadow: a tenth of the picture that
 * glares, and neither face nor clothes as light as a well lit dark skin (about 0.2). Project assumptions; dark clothes alone are no shadow.
 */
const BACKLIT = { glare: 0.1, person: 0.16 };
/** What was said is taken back only when it has become clearly better. */
const EASED = { glare: 0.07, person: 0.2 };

export function isBacklit({ glare, person }: Light, said: boolean): boolean {
  const limits = said ? EASED : BACKLIT;
  return person !== undefined && glare >= limits.glare && person < limits.person;
}

/** `rgba`: the picture's bytes, `width` × `height`, unmirrored as the body in `frame`. */
export function measureLight(rgba: ArrayLike<number>, width: number, height: number, frame: PoseFrame): Light {
  const whole = meanOf(rgba, width, height, { left: 0, top: 0, right: 1, bottom: 1 });
  const regions = frame.hasImage ? [headOf(frame), trunkOf(frame)] : [];
  const lumas = regions.map((box) => meanOf(rgba, width, height, box)).filter(({ points }) => points > 0);
  return {
    brightness: whole.mean,
    glare: whole.points === 0 ? 0 : whole.glaring / whole.points,
    person: lumas.length === 0 ? undefined : Math.max(...lumas.map(({ mean }) => mean)),
  };
}

function meanOf(rgba: ArrayLike<number>, width: number, height: number, box: Box) {
  const within = (share: number, size: number) => Math.min(size, Math.max(0, share * size));
  let sum = 0;
  let glaring = 0;
  let points = 0;
  for (let y = Math.floor(within(box.top, height)); y < Math.ceil(within(box.bottom, height)); y++) {
    for (let x = Math.floor(within(box.left, width)); x < Math.ceil(within(box.right, width)); x++) {
      const at = 4 * (y * width + x);
      const luma = (0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0)) / 255;
      sum += luma;
      points += 1;
      if (luma >= GLARING) glaring += 1;
    }
  }
  return { mean: points === 0 ? 0 : sum / points, glaring, points };
}

const { nose, leftEar, rightEar, leftShoulder, rightShoulder, leftHip, rightHip } = LANDMARK;

/** From ear to ear, and a little above and below the nose. */
function headOf(frame: PoseFrame): Box {
  const shoulders = (at(frame, leftShoulder, 1) + at(frame, rightShoulder, 1)) / 2;
  const reach = Math.abs(shoulders - at(frame, nose, 1)) / 3;
  const sides = [leftEar, rightEar, nose].map((index) => at(frame, index, 0));
  const height = at(frame, nose, 1);
  return { left: Math.min(...sides), right: Math.max(...sides), top: height - reach, bottom: height + reach };
}

function trunkOf(frame: PoseFrame): Box {
  const corners = [leftShoulder, rightShoulder, leftHip, rightHip];
  const xs = corners.map((index) => at(frame, index, 0));
  const ys = corners.map((index) => at(frame, index, 1));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function at(frame: PoseFrame, index: number, axis: 0 | 1): number {
  return (frame.image[3 * index + axis] ?? 0) / IMAGE_UNITS_PER_PICTURE;
}
