// Where processor time went, from a profile of V8: the time of each function itself, summed by file of the product and by package.
import { fileURLToPath } from "node:url";

/** The parts of the inspector's `Profiler.Profile` that are read. Times in µs. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}
export interface Share {
  readonly where: string;
  /** Of the time that was not idle, 0…1. */
  readonly share: number;
}

const IDLE = "(idle)";

/** Largest first. `clone` is the folder of the product's own code. Without any time that was not idle there is no share. */
export function profileShares({ nodes, samples = [], timeDeltas = [] }: CpuProfile, clone: string): readonly Share[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame, clone)]));
  const microseconds = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? IDLE;
    microseconds.set(place, (microseconds.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  microseconds.delete(IDLE);
  const total = [...microseconds.values()].reduce((sum, one) => sum + one, 0);
  return [...microseconds]
    .map(([where, time]) => ({ where, share: time / total }))
    .toSorted((a, b) => b.share - a.share);
}

function placeOf({ functionName, url }: CpuProfile["nodes"][number]["callFrame"], clone: string): string {
  // V8's own, such as "(garbage collector)", and what is compiled into Node without a file.
  if (url === "") return functionName.startsWith("(") ? functionName : "Node, native";
  if (url.startsWith("node:")) return "Node, its own modules";
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const parts = path.split("/node_modules/");
  const inside = parts.at(-1) ?? path;
  if (parts.length > 1) return inside.split("/", inside.startsWith("@") ? 2 : 1).join("/");
  return path.replace(`${clone}/`, "");
}
