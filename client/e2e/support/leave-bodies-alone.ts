// A patient's page on which no body is estimated, though everything for it is there: where nobody stands before the camera anyway, that would take
// half a processor from the pictures and the sound a journey is about.
import type { Page } from "playwright-core";

/** Call before the page is opened for the first time. Nothing is counted there. */
export async function leaveBodiesAlone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: { kind?: string } | undefined, ...rest: unknown[]) {
      if (message?.kind === "stream" || message?.kind === "picture") return;
      postMessage.call(this, message, ...(rest as [StructuredSerializeOptions?]));
    };
  });
}
