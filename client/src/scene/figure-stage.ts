// One engine for all figures that stand where pictures were: it draws them one after the other on a canvas that nobody sees, and each is copied to its
// place. Browsers keep only so many 3D contexts, and old laptops bear fewer.
import type { AvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import type { QualitySettings } from "../quality-rules.ts";
import { createFiguresView } from "./figures-view.ts";
import { openStage } from "./open-stage.ts";

export interface FigureStage {
  readonly applyPose: (mark: number, pose: AvatarPose, atMs: number) => void;
  /** Shows this patient on the canvas until the returned way to stop is taken. */
  readonly show: (canvas: HTMLCanvasElement, mark: number) => () => void;
  readonly dispose: () => void;
}

const HIGHEST_PIXEL_RATIO = 1.5;

export function openFigureStage(quality: QualitySettings): FigureStage {
  const hidden = document.createElement("canvas");
  const stage = openStage(hidden, quality, true);
  const view = createFiguresView(stage.engine);
  const places = new Map<HTMLCanvasElement, number>();
  const ratio = Math.min(HIGHEST_PIXEL_RATIO, globalThis.devicePixelRatio || 1) / quality.sceneScale;

  stage.run((seconds) => {
    view.update(new Set(places.values()), performance.now(), seconds);
    fitToLargest();
    const { engine } = stage;
    for (const [canvas, mark] of places) {
      const [width, height] = fitToPlace(canvas);
      if (width === 0 || height === 0) continue;
      view.draw(mark, width, height);
      canvas
        .getContext("2d")
        ?.drawImage(hidden, 0, engine.getRenderHeight() - height, width, height, 0, 0, width, height);
    }
  });

  /** Never smaller again: another size is another memory. */
  function fitToLargest(): void {
    const { engine } = stage;
    let [width, height] = [1, 1];
    for (const canvas of places.keys()) {
      const [wide, high] = fitToPlace(canvas);
      [width, height] = [Math.max(width, wide), Math.max(height, high)];
    }
    const [before, beforeHigh] = [engine.getRenderWidth(), engine.getRenderHeight()];
    if (width > before || height > beforeHigh)
      engine.setSize(Math.max(width, before), Math.max(height, beforeHigh), true);
  }

  function fitToPlace(canvas: HTMLCanvasElement): readonly [number, number] {
    const size = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)] as const;
    if (canvas.width !== size[0]) canvas.width = size[0];
    if (canvas.height !== size[1]) canvas.height = size[1];
    return size;
  }

  return {
    applyPose: (mark, pose, atMs) => view.applyPose(mark, pose, atMs, performance.now()),
    show: (canvas, mark) => {
      places.set(canvas, mark);
      return () => {
        places.delete(canvas);
        view.keep(new Set(places.values()));
      };
    },
    dispose: () => {
      view.dispose();
      stage.dispose();
    },
  };
}
