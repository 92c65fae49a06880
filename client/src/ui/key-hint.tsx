// The key of a command, shown where the command is; quiet, and hidden where single-letter keys are turned off.
import { Kbd } from "@mantine/core";
import { useSingleKeys } from "./single-keys.ts";

export function KeyHint({ children }: { children: string }) {
  const { on } = useSingleKeys();
  if (!on && children.length === 1) return null;
  return (
    <Kbd aria-hidden className="key-hint">
      {children}
    </Kbd>
  );
}
