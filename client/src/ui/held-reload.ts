// While a class is on the page, nothing may load the page again by itself.
let holders = 0;

/** Returns the way to let go. */
export function holdReload(): () => void {
  holders += 1;
  let held = true;
  return () => {
    if (held) holders -= 1;
    held = false;
  };
}

export function isReloadHeld(): boolean {
  return holders > 0;
}
