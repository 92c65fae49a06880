// Which key press is a command: never while somebody types, never with a modifier, never instead of a control that has the keyboard's focus.
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

export interface KeyPlace {
  /** The focus is in a text field, a list or a slider. */
  readonly typing: boolean;
  /** The focus was put on a button or link with the keyboard, so that space and enter belong to it. */
  readonly onControl: boolean;
  readonly dialogOpen: boolean;
}

/** The name under which a command is bound (`space`, `?`, `a`, `1`), or undefined when the press belongs to the page. */
export function commandKeyOf(press: KeyPress, place: KeyPlace, singleKeysOn: boolean): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return undefined;
  if (place.typing || place.dialogOpen) return undefined;
  if (press.key === " ") return place.onControl ? undefined : "space";
  if (press.key.length !== 1 || !singleKeysOn) return undefined;
  return press.key.toLowerCase();
}
