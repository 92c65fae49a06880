// A choice as its person made it, shown until the referee has answered: tapped again meanwhile, it is taken back and not asked for twice.
import { useEffect, useState } from "react";

/** State follows an answer within a beat; what has not come by then was changed by somebody else. */
const STATE_FOLLOWS_MS = 1_000;

export interface Choice<T> {
  readonly chosen: T;
  readonly choose: (value: T) => void;
}

/** `actual`: what the referee says. `ask` resolves to whether it was applied. */
export function useChoice<T>(actual: T, ask: (value: T) => Promise<boolean>): Choice<T> {
  const [wanted, setWanted] = useState<{ readonly value: T }>();
  useEffect(() => {
    if (wanted?.value === actual) setWanted(undefined);
  }, [actual, wanted]);
  const choose = (value: T) => {
    const mine = { value };
    const forget = () => setWanted((now) => (now === mine ? undefined : now));
    setWanted(mine);
    void ask(value).then((applied) => (applied ? setTimeout(forget, STATE_FOLLOWS_MS) : forget()));
  };
  return { chosen: wanted === undefined ? actual : wanted.value, choose };
}
