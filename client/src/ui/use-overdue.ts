// Whether something has been the case for so long that people are told; what passes by itself never flashes up.
import { useEffect, useState } from "react";

export function useOverdue(holds: boolean, afterMs: number): boolean {
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    if (!holds) return;
    const timer = setTimeout(() => setOverdue(true), afterMs);
    return () => {
      clearTimeout(timer);
      setOverdue(false);
    };
  }, [holds, afterMs]);
  return overdue;
}
