// The state on the wire has plain numbers and texts only; this number says that there is none.
export const NO_NUMBER = -9999;
export const toWire = (value: number | undefined | null): number => value ?? NO_NUMBER;
export const fromWire = (value: number): number | undefined => (value === NO_NUMBER ? undefined : value);
/** Of small whole numbers. */
export const marksToWire = (marks: readonly number[]): string => [...new Set(marks)].sort().join(" ");
export const marksFromWire = (text: string): number[] => (text === "" ? [] : text.split(" ").map(Number));
