// The whole server's health out of its parts'.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";

export async function readHealth(
  readDatabase: () => Promise<Health["database"]>,
  mediaNode: MediaNode,
  version: string,
): Promise<Health> {
  const [database, media] = await Promise.all([readDatabase(), mediaNode.health()]);
  const ok = database.status === "ok" && media.status === "ok";
  return { status: ok ? "ok" : "degraded", database, media, version };
}
