// The colours everything is drawn with. A tuple runs from lightest (0) to darkest (9); the named tone sits where Mantine looks for it.
import type { MantineColorsTuple } from "@mantine/core";

export const TONES = {
  ink: "#0f2a33",
  deep: "#11606b",
  water: "#2fa39a",
  mist: "#eaf3f2",
  sand: "#f6efe3",
  coral: "#e8694a",
  sun: "#f3b23e",
  alarm: "#c62f3b",
} as const;

const deep: MantineColorsTuple = [
  "#e7f4f5",
  "#cfe6e8",
  "#a3cfd4",
  "#74b6bd",
  "#4c9fa8",
  "#2b8590",
  "#11606b",
  "#0e525c",
  "#0b444d",
  "#08343b",
];
const water: MantineColorsTuple = [
  "#e6f6f4",
  "#cdebe8",
  "#a0d9d3",
  "#70c6be",
  "#4bb5ab",
  "#2fa39a",
  "#2fa39a",
  "#23857d",
  "#1a6b65",
  "#124f4a",
];
const coral: MantineColorsTuple = [
  "#fdeee9",
  "#fbdcd3",
  "#f6b9a7",
  "#f1967c",
  "#ec7d5f",
  "#e8694a",
  "#e8694a",
  "#c9502f",
  "#a13f25",
  "#7b301c",
];
const sun: MantineColorsTuple = [
  "#fef6e5",
  "#fdebc8",
  "#f9d892",
  "#f6c55e",
  "#f3b23e",
  "#f3b23e",
  "#f3b23e",
  "#cf8f17",
  "#9c6b10",
  "#6e4b0b",
];
const alarm: MantineColorsTuple = [
  "#fdecee",
  "#f9d4d7",
  "#f0a6ac",
  "#e6777f",
  "#d94f5a",
  "#cf3c48",
  "#c62f3b",
  "#a92430",
  "#8a1c26",
  "#67131b",
];
/** Surfaces and text of the dark scheme: the lake at night. 0 is text, 7 the page, 6 a card. */
const dark: MantineColorsTuple = [
  "#e3eeed",
  "#c4d5d5",
  "#9fb6b8",
  "#6f8b90",
  "#3c5a62",
  "#2a4650",
  "#14323c",
  "#0a1e25",
  "#071920",
  "#051318",
];

export const COLOURS = { deep, water, coral, sun, alarm, dark };
