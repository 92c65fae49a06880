// How a group is named where little room is left.

/** A group calls each other by first names, and letters that are read from three metres leave room for no more. */
export function firstWordOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
