// The session's scene on a canvas: loaded lazily, paused while hidden, coarser on a slow device.

import {
  type AvatarUpdate,
  createGroupSceneView,
  type GroupSceneOptions,
  type GroupSceneView,
  type SceneParticipant,
  type SceneStatistics,
} from "./group-scene-view.ts";
import { openStage } from "./open-stage.ts";

export type { AvatarUpdate, GroupSceneOptions, SceneParticipant, SceneStatistics };

export interface GroupScene
  extends Pick<GroupSceneView, "setParticipants" | "applyOwnPose" | "setBalloon" | "celebrate" | "statistics"> {
  /** Poses of the others as they arrive; played back evenly a little later. */
  applyBundle: (avatars: readonly AvatarUpdate[]) => void;
  setPixelRatio: (pixelRatio: number) => void;
  setLow: (low: boolean) => void;
  /** Call when the canvas has another size. */
  resize: () => void;
  dispose: () => void;
}

export function openGroupScene(canvas: HTMLCanvasElement, options: GroupSceneOptions): GroupScene {
  const stage = openStage(canvas, options.low);
  const view = createGroupSceneView(stage.engine, options);
  stage.run((seconds) => view.draw(performance.now(), seconds));
  const resize = () => {
    stage.engine.resize();
    view.frame();
  };
  return {
    setParticipants: view.setParticipants,
    applyOwnPose: view.applyOwnPose,
    applyBundle: (avatars) => view.applyBundle(avatars, performance.now()),
    setBalloon: view.setBalloon,
    celebrate: view.celebrate,
    statistics: view.statistics,
    setPixelRatio: (pixelRatio) => {
      stage.setPixelRatio(pixelRatio);
      resize();
    },
    setLow: (low) => {
      stage.setLow(low);
      resize();
    },
    resize,
    dispose: () => {
      view.dispose();
      stage.dispose();
    },
  };
}
