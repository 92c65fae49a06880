// What the integration tests' common set-up provides.
import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    mediaWorker: string;
  }
}
