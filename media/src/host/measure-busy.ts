// How busy a node's workers were since it was last asked: what room servers choose by.

/** `used`: CPU time of each worker since it began. Returns 0…1, the mean over the workers. */
export function measureBusy(nowMs: () => number): (used: readonly number[]) => number {
  let before: { readonly atMs: number; readonly used: readonly number[] } | undefined;
  return (used) => {
    const now = { atMs: nowMs(), used };
    const since = before;
    before = now;
    if (since === undefined || now.atMs <= since.atMs || used.length === 0) return 0;
    // A worker that was replaced begins anew.
    const spent = used.map((ms, index) => Math.max(0, ms - Math.min(ms, since.used[index] ?? 0)));
    const share = spent.reduce((sum, ms) => sum + ms, 0) / (now.atMs - since.atMs) / used.length;
    return Math.min(1, share);
  };
}
