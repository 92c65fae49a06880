// The in-process media node; whoever is not in this process speaks to one through the same interface.
export { createMediaNode, type MediaNodeOptions } from "./media-node.ts";
export type { ListenAddress } from "./media-worker.ts";
