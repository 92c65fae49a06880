// A running server's metrics, as a program on its machine reads them.

/** By name, with labels as they stand: `ensemble_connections{role="patient"}`. */
export async function readMetrics(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const gap = line.lastIndexOf(" ");
      return [line.slice(0, gap), Number(line.slice(gap))];
    }),
  );
}
