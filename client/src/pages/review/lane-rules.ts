// Marks on a line in as few rows as let each be pressed.

/** More rows would push the page away. */
const MOST_LANES = 4;

/** `places`: in their order, of a line 0…100. The row of each, from 0. */
export function lanesOf(places: readonly number[], near: number): readonly number[] {
  const ends: number[] = [];
  return places.map((place) => {
    const free = ends.findIndex((end) => place - end >= near);
    const lane = free >= 0 ? free : Math.min(ends.length, MOST_LANES - 1);
    ends[lane] = place;
    return lane;
  });
}
