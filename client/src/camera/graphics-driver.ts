// Which graphics driver a browser uses: asked of a context that is thrown away at once, on the page or in a worker.
import { drawsInSoftware } from "./graphics-rules.ts";

let known: boolean | undefined;

/** Undefined where there is no WebGL 2. Some browsers hide the name. */
export function readGraphicsDriver(): string | undefined {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === null) return undefined;
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const driver = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return driver;
}

/** Whether this page's scenes are drawn by the processor; asked once a page. */
export function isDrawnByProcessor(): boolean {
  known ??= drawsInSoftware(readGraphicsDriver() ?? "");
  return known;
}
