// A scene on a canvas: opened when its code has come, drawn at the canvas's size, put away with it.
import { type RefObject, useEffect, useRef, useState } from "react";

interface CanvasScene {
  resize: () => void;
  dispose: () => void;
}

/**
 * `load` brings the code and says how to open the scene, with what holds at that moment; again whenever `reopenFor` is another value. `onFailed` is told where
 * it cannot. The scene is undefined until it stands.
 */
export function useCanvasScene<Scene extends CanvasScene>(parts: {
  readonly load: () => Promise<(canvas: HTMLCanvasElement) => Scene>;
  readonly reopenFor: unknown;
  readonly onFailed: (problem: unknown) => void;
}): { canvas: RefObject<HTMLCanvasElement | null>; scene: Scene | undefined } {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<Scene>();
  const latest = useRef(parts);
  latest.current = parts;
  const { reopenFor } = parts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: its value alone says when the scene is opened anew.
  useEffect(() => {
    let left = false;
    let opened: Scene | undefined;
    latest.current
      .load()
      .then((open) => {
        if (left || canvas.current === null) return;
        opened = open(canvas.current);
        setScene(opened);
      })
      .catch((problem) => {
        if (!left) latest.current.onFailed(problem);
      });
    return () => {
      left = true;
      opened?.dispose();
      setScene(undefined);
    };
  }, [reopenFor]);
  useEffect(() => {
    if (scene === undefined || canvas.current === null) return;
    const observer = new ResizeObserver(() => scene.resize());
    observer.observe(canvas.current);
    return () => observer.disconnect();
  }, [scene]);
  return { canvas, scene };
}
