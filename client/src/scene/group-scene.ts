// The session's scene on a canvas: loaded lazily, paused while hidden, coarser on a slow device.

import { drawsFinely, type QualitySettings } from "../quality-rules.ts";
import {
  type AvatarUpdate,
  createGroupSceneView,
  type GroupSceneOptions,
  type GroupSceneView,
  type SceneParticipant,
} from "./group-scene-view.ts";
import { openStage } from "./open-stage.ts";

export type { AvatarUpdate, SceneParticipant };

export interface OpenSceneOptions extends Omit<GroupSceneOptions, "low"> {
  readonly quality: QualitySettings;
}

export interface GroupScene
  extends Pick<GroupSceneView, "setParticipants" | "applyOwnPose" | "setBalloon" | "celebrate" | "statistics"> {
  /** Poses of the others as they arrive; played back evenly a little later. */
  applyBundle: (avatars: readonly AvatarUpdate[]) => void;
  setPixelRatio: (pixelRatio: number) => void;
  setQuality: (quality: QualitySettings) => void;
  /** Nothing is drawn while something else is where it was. */
  setCovered: (covered: boolean) => void;
  /** Call when the canvas has another size. */
  resize: () => void;
  dispose: () => void;
}

export function openGroupScene(canvas: HTMLCanvasElement, options: OpenSceneOptions): GroupScene {
  const stage = openStage(canvas, options.quality);
  const view = createGroupSceneView(stage.engine, {
    ...options,
    low: !drawsFinely(options.quality),
    // The browser's next turn comes when the frame is through the graphics processor.
    onOwnAvatarDrawn: () => requestAnimationFrame(() => options.onOwnAvatarDrawn?.()),
  });
  stage.run(
    (seconds) => view.draw(performance.now(), seconds),
    (nowMs) => view.make(nowMs) && stage.drawNext(),
  );
  const resize = () => {
    stage.engine.resize();
    view.frame();
  };
  return {
    setParticipants: view.setParticipants,
    applyOwnPose: (pose) => {
      view.applyOwnPose(pose);
      // The first movement is what somebody who joins waits for; while nobody is seen, the pace holds.
      if (view.isOwnDue()) stage.drawNext();
    },
    applyBundle: (avatars) => view.applyBundle(avatars, performance.now()),
    setBalloon: view.setBalloon,
    celebrate: view.celebrate,
    statistics: view.statistics,
    setPixelRatio: (pixelRatio) => {
      stage.setPixelRatio(pixelRatio);
      resize();
    },
    setQuality: (quality) => {
      stage.setQuality(quality);
      resize();
    },
    setCovered: stage.setCovered,
    resize,
    dispose: () => {
      view.dispose();
      stage.dispose();
    },
  };
}
