// On which media node a session is opened: the least busy of those that are there, so that nobody waits for a worker at its limit.
import { type AnnouncedNode, MEDIA_CHANNEL_VERSION } from "@ensemble/shared/protocol/media-channel.ts";

/** What a session is taken to add before its node has said so: full classes use a tenth of a worker or less. */
const SESSION_ADDS = 0.05;

/**
 * `opened`: sessions this process has opened on each node since that one was last heard of. `unreachable`: could not be spoken to
 * just now. Of equals the one with fewer sessions, then by name, so that all processes choose alike. Undefined: there is none.
 */
export function chooseNode(
  nodes: readonly AnnouncedNode[],
  opened: ReadonlyMap<string, number>,
  unreachable: ReadonlySet<string>,
): AnnouncedNode | undefined {
  const weigh = (node: AnnouncedNode) => {
    const added = opened.get(node.nodeId) ?? 0;
    return { busy: node.busy + added * SESSION_ADDS, sessions: node.sessions + added };
  };
  return nodes
    .filter(({ nodeId, version, leaving }) => version === MEDIA_CHANNEL_VERSION && !leaving && !unreachable.has(nodeId))
    .map((node) => ({ node, ...weigh(node) }))
    .sort((a, b) => byTenths(a.busy, b.busy) || a.sessions - b.sessions || (a.node.nodeId < b.node.nodeId ? -1 : 1))[0]
    ?.node;
}

/** What lies closer together is chance. */
function byTenths(one: number, other: number): number {
  return Math.round(one * 10) - Math.round(other * 10);
}
