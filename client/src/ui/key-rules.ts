// Which key press is a command: never while somebody types, never with a modifier, never instead of a control that has the keyboard's focus.
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** The key itself, whatever is printed on it: `Digit1`. */
  readonly code: string;
  readonly repeat: boolean;
}

export interface KeyPlace {
  /** The focus is in a text field, a list or a slider. */
  readonly typing: boolean;
  /** A letter pressed now would become part of a word. */
  readonly inWord: boolean;
  /** The focus was put on a button, link or choice with the keyboard, so that space and enter belong to it. */
  readonly onControl: boolean;
  readonly dialogOpen: boolean;
}

/** Nobody presses them in speaking or writing. */
const NO_LETTERS: ReadonlySet<string> = new Set(["space", "left", "right"]);

/**
 * The name under which a command is bound (`space`, `left`, `right`, `?`, `a`, `1`, `shift+1`), or undefined when the press belongs to the page.
 * Urgent ones go through dialogs, and through a field as long as no word is begun in it.
 */
export function commandKeyOf(
  press: KeyPress,
  place: KeyPlace,
  singleKeysOn: boolean,
  urgent: ReadonlySet<string> = new Set(),
): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return undefined;
  const name = nameOf(press);
  if (name === undefined || (!NO_LETTERS.has(name) && !singleKeysOn)) return undefined;
  if (urgent.has(name)) return place.inWord ? undefined : name;
  if (place.typing || place.dialogOpen) return undefined;
  return name === "space" && place.onControl ? undefined : name;
}

/** With shift every layout prints something else above the digits. */
function nameOf({ key, code, shiftKey }: KeyPress): string | undefined {
  const digit = shiftKey ? /^Digit(\d)$/.exec(code)?.[1] : undefined;
  if (digit !== undefined) return `shift+${digit}`;
  if (key === " ") return "space";
  if (key === "ArrowLeft" || key === "ArrowRight") return shiftKey ? undefined : key === "ArrowLeft" ? "left" : "right";
  return key.length === 1 ? key.toLowerCase() : undefined;
}
