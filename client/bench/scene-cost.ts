// What a full class in the scene costs to draw, as one line of JSON; counted by Babylon itself, without a picture.
import { NullEngine } from "@babylonjs/core/Engines/nullEngine.js";
import { Logger } from "@babylonjs/core/Misc/logger.js";
import { createGroupSceneView, type SceneParticipant } from "../src/scene/group-scene-view.ts";

const WIDTH = 1280;
const HEIGHT = 720;
/** The therapist and six patients. */
const PARTICIPANTS: readonly SceneParticipant[] = Array.from({ length: 7 }, (_, i) => ({
  participantId: `p${i}`,
  mark: i - 1,
  look: i,
  isSelf: i === 1,
  isTherapist: i === 0,
}));

Logger.LogLevels = Logger.NoneLogLevel;
const engine = new NullEngine({
  renderWidth: WIDTH,
  renderHeight: HEIGHT,
  textureSize: 512,
  deterministicLockstep: false,
  lockstepMaxSteps: 1,
});
// What every graphics chip has at least; the null engine reports nearly none.
engine.getCaps().maxVertexUniformVectors = 256;
const view = createGroupSceneView(engine, { participants: PARTICIPANTS, reducedMotion: false, low: false });
// The place around the group comes in turns, after three seconds at the latest.
for (let nowMs = 0; !view.isSceneryShown() && nowMs < 10_000; nowMs += 16) {
  view.make(nowMs);
  view.draw(nowMs, 0.016);
  await new Promise(setImmediate);
}
view.celebrate("p3");
view.draw(10_000, 0.016);
view.draw(10_016, 0.016);
const meshes = view.scene.getActiveMeshes().length;
// Each visible mesh has one material and is drawn once, twice while its avatar is pale.
console.log(
  JSON.stringify({ triangles: view.statistics().triangles, meshes, mostDrawCalls: meshes + PARTICIPANTS.length }),
);
