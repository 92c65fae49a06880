// The place around the group: sky, water, shore and the balloon. Made in turns, out of sight, and shown all at once when the last of it is ready:
// one's own body moves before that, and nothing pops up piece by piece.
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import { type BalloonView, createBalloonView } from "./balloon-view.ts";
import type { SceneFraming } from "./frame-scene.ts";
import { createShore, createSky, createWater, paintSky, type WaterView } from "./lake-view.ts";
import { takeTurns } from "./take-turns.ts";

export interface SceneryView {
  /** One's own avatar moves: what would have held it up may come. */
  readonly begin: () => void;
  /** Makes one piece when it is time; returns whether a frame is to be drawn for it. Call at every turn of the loop, also when none is drawn. */
  readonly make: (nowMs: number) => boolean;
  readonly isShown: () => boolean;
  readonly frame: (framing: SceneFraming) => void;
  readonly setGoal: (share: number) => void;
  readonly update: (seconds: number) => void;
}

/** Who has no camera, or is not seen by it, has the place around them all the same. */
const WAITS_AT_MOST_MS = 3_000;
/** Five seconds of a quick display. */
const TURNS_AT_MOST = 300;

export function createSceneryView(
  scene: Scene,
  { low, reducedMotion }: { low: boolean; reducedMotion: boolean },
): SceneryView {
  let water: WaterView | undefined;
  let balloon: BalloonView | undefined;
  let framing: SceneFraming | undefined;
  let goal = 0;
  let shown = false;

  function* pieces() {
    const shore = hidden(createShore(scene));
    yield false;
    const panorama = paintSky(scene, low);
    const sky = hidden(createSky(scene, panorama));
    yield false;
    water = createWater(scene, panorama);
    hidden(water.mesh);
    yield false;
    const rising = createBalloonView(scene, reducedMotion);
    rising.meshes.forEach(hidden);
    if (framing !== undefined) rising.frame(framing);
    rising.setGoal(goal);
    balloon = rising;
    const all = [shore, sky, water.mesh, ...rising.meshes];
    // Asking is what has a shader compiled.
    for (const mesh of all) {
      yield false;
      mesh.isReady(true);
    }
    // What does not come is not waited for without end: the rest is shown.
    for (let turn = 0; turn < TURNS_AT_MOST; turn++) {
      if (panorama.isPainted() && all.every((mesh) => mesh.isReady(true))) break;
      yield panorama.isPainted() ? false : panorama.texture.isReady();
    }
    for (const mesh of all) mesh.setEnabled(true);
    shown = true;
    yield true;
    // Once more: the first frame has much to set up, and a pace taken from it would let everybody stand still for seconds.
    return true;
  }

  const turns = takeTurns(pieces(), {
    patienceMs: WAITS_AT_MOST_MS,
    // The group moves all the same, before a plain ground.
    onFailed: (problem) => console.error("the place around the group could not be made", problem),
  });
  return {
    begin: turns.begin,
    make: turns.take,
    isShown: () => shown,
    frame: (next) => {
      framing = next;
      balloon?.frame(next);
    },
    setGoal: (share) => {
      goal = share;
      balloon?.setGoal(share);
    },
    update: (seconds) => {
      water?.update(reducedMotion ? seconds * 0.35 : seconds);
      balloon?.update(seconds);
    },
  };
}

function hidden(mesh: Mesh): Mesh {
  mesh.setEnabled(false);
  return mesh;
}
