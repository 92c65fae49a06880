import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { createPreferredSizes } from "./preferred-sizes.ts";

const [ana, bruno] = ["ana", "bruno"] as ParticipantId[] as [ParticipantId, ParticipantId];

function sizes() {
  const told: Record<string, number> = {};
  return { ...createPreferredSizes((id, width) => (told[id] = width)), told };
}

it("asks for the widest place of a picture, and goes on for the tile when the large one closes", () => {
  const { show, hide, told } = sizes();
  const [tile, large] = [{}, {}];
  show(ana, tile, 300);
  show(ana, large, 900);
  show(ana, tile, 310);
  expect(told).toEqual({ ana: 900 });
  hide(ana, large);
  expect(told).toEqual({ ana: 310 });
  hide(ana, tile);
  expect(told).toEqual({ ana: 0 });
});

it("asks for all there is while one place wants it, and for what the tile needs after it", () => {
  const { show, hide, turnPage, told } = sizes();
  const [tile, spotlight] = [{}, {}];
  show(ana, tile, 300);
  show(ana, spotlight, Number.POSITIVE_INFINITY);
  expect(told).toEqual({ ana: Number.POSITIVE_INFINITY });
  turnPage(false);
  expect(told).toEqual({ ana: 0 });
  turnPage(true);
  expect(told).toEqual({ ana: Number.POSITIVE_INFINITY });
  hide(ana, spotlight);
  expect(told).toEqual({ ana: 300 });
});

it("asks for nothing while the page is behind others, and for the same again when it is back", () => {
  const { show, turnPage, told } = sizes();
  const place = {};
  show(ana, place, 300);
  turnPage(false);
  expect(told).toEqual({ ana: 0 });
  show(ana, place, 400);
  show(bruno, {}, 200);
  expect(told).toEqual({ ana: 0, bruno: 0 });
  turnPage(true);
  expect(told).toEqual({ ana: 400, bruno: 200 });
});

it("keeps people apart", () => {
  const { show, hide, told } = sizes();
  const place = {};
  show(ana, place, 300);
  show(bruno, place, 200);
  hide(ana, place);
  expect(told).toEqual({ ana: 0, bruno: 200 });
});
