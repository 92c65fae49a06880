import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceNarrow, NARROW_RULE, type NarrowWay, type PictureFlow, WIDE } from "./narrow-line-rules.ts";
import { PICTURE_STEPS, type PictureStep } from "./picture-ladder-rules.ts";

type Look = readonly PictureFlow[];
/** Of three sizes and three layers of time. */
const picture = (sizes: number, { due = 3, frames = 3, id = "ana" } = {}): PictureFlow => {
  return { id, due: { sizes: due, frames: 3 }, sent: { sizes, frames: sizes === 0 ? 0 : frames } };
};
const times = (count: number, ...flows: PictureFlow[]): Look[] => Array.from({ length: count }, () => flows);
const follow = (looks: readonly Look[], start = WIDE): NarrowWay[] => {
  let way = start;
  return looks.map((flows) => {
    way = advanceNarrow(way, flows);
    return way;
  });
};
const stepsOf = (looks: readonly Look[]) => follow(looks).map(({ step }) => step);
const turns = (looks: readonly Look[]) => stepsOf(looks).filter((step, at, all) => step !== all[at - 1]);
const WELL = times(20, picture(3));

describe("what a line is too narrow for", () => {
  it("is nothing while all that is due comes", () => {
    expect(turns(WELL)).toEqual(["full"]);
    expect(turns([...times(5), ...times(30, picture(1, { due: 1 }))])).toEqual(["full"]);
  });

  it("is told with the third look at which less comes, by how much less", () => {
    expect(stepsOf([...WELL, ...times(3, picture(2))]).slice(-3)).toEqual(["full", "full", "lower"]);
    expect(turns([...WELL, ...times(9, picture(1))])).toEqual(["full", "lowest"]);
    expect(turns([...WELL, ...times(9, picture(0))])).toEqual(["full", "audioOnly"]);
    expect(turns([...WELL, ...times(9, picture(3, { frames: 2 }))])).toEqual(["full", "lower"]);
  });

  it("is the least that was missing at all three of them", () => {
    expect(turns([...WELL, ...times(1, picture(0)), ...times(1, picture(1)), ...times(1, picture(2))])).toEqual([
      "full",
      "lower",
    ]);
  });

  it("is not told of a look or two", () => {
    const dip = [...times(2, picture(1)), ...times(1, picture(3))];
    expect(turns([...WELL, ...dip, ...dip, ...dip, ...dip])).toEqual(["full"]);
  });

  it("is not a larger picture that has only just been asked for, nor one of which nothing has come yet", () => {
    const { settlesWithinLooks, beginsWithinLooks } = NARROW_RULE;
    const small = times(20, picture(1, { due: 1 }));
    expect(turns([...small, ...times(settlesWithinLooks, picture(1)), ...WELL])).toEqual(["full"]);
    expect(turns([...small, ...times(settlesWithinLooks + 4, picture(1))])).toEqual(["full", "lowest"]);
    expect(turns([...times(beginsWithinLooks, picture(0)), ...WELL])).toEqual(["full"]);
    expect(turns(times(beginsWithinLooks + 4, picture(0)))).toEqual(["full", "audioOnly"]);
  });

  it("stays as it is told while a picture is asked for of which nothing is known yet", () => {
    const narrow = [...WELL, ...times(5, picture(2))];
    expect(turns([...narrow, ...times(9, picture(2), picture(0, { id: "bruno" }))])).toEqual([
      "full",
      "lower",
      "lowest",
    ]);
    expect(stepsOf([...narrow, ...times(9, picture(1, { id: "bruno" }))]).at(-1)).toBe("lower");
  });

  it("is not what a sender without layers of time does not have", () => {
    expect(turns(times(40, picture(3, { frames: 1 })))).toEqual(["full"]);
  });

  it("is what has been missing from the first on, too", () => {
    expect(turns(times(40, picture(3, { frames: 2 })))).toEqual(["full", "lower"]);
    expect(turns(times(40, picture(2)))).toEqual(["full", "lower"]);
  });

  it("names the pictures of which nothing comes while others do, and no longer once they come", () => {
    const both = times(20, picture(1, { due: 1 }), picture(1, { due: 1, id: "bruno" }));
    const one = times(4, picture(1, { due: 1 }), picture(0, { due: 1, id: "bruno" }));
    expect(follow([...both, ...one]).at(-1)).toMatchObject({ step: "lowest", leftOut: ["bruno"] });
    expect(follow([...both, ...one.slice(0, 2)]).at(-1)).toMatchObject({ step: "full", leftOut: [] });
    expect(follow([...both, ...one, ...both.slice(0, 1)]).at(-1)).toMatchObject({ step: "lowest", leftOut: [] });
  });
});

describe("a line that is wide enough again", () => {
  const narrow = [...WELL, ...times(4, picture(1))];

  it("is told so after eight looks, at once as far as it came at all of them", () => {
    expect(stepsOf([...narrow, ...times(7, picture(3))]).at(-1)).toBe("lowest");
    expect(turns([...narrow, ...times(8, picture(3))])).toEqual(["full", "lowest", "full"]);
    expect(turns([...narrow, ...times(1, picture(2)), ...times(7, picture(3))])).toEqual(["full", "lowest", "lower"]);
  });

  it("is whole where nothing is asked for any more", () => {
    expect(turns([...narrow, ...times(8)])).toEqual(["full", "lowest", "full"]);
  });

  it("takes twice as long each time it has not held, and as long as before once it has", () => {
    const rise = (looks: number) => times(looks, picture(3));
    const fall = times(3, picture(1));
    const twice = [...narrow, ...rise(8), ...fall];
    expect(stepsOf([...twice, ...rise(15)]).at(-1)).toBe("lowest");
    expect(stepsOf([...twice, ...rise(16)]).at(-1)).toBe("full");
    expect(stepsOf([...twice, ...rise(60), ...fall, ...rise(8)]).at(-1)).toBe("full");
  });
});

describe("whatever comes", () => {
  const flow = fc.record({
    sizes: fc.nat(3),
    due: fc.integer({ min: 1, max: 3 }),
    frames: fc.integer({ min: 1, max: 3 }),
  });
  const stretch = fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.array(flow, { maxLength: 3 }))
    .map(([length, each]) =>
      times(length, ...each.map((one, at) => picture(Math.min(one.sizes, one.due), { ...one, id: `${at}` }))),
    );
  const course = fc.array(stretch, { maxLength: 30 }).map((all) => all.flat());
  const place = (step: PictureStep) => PICTURE_STEPS.indexOf(step);

  it("nothing is told to be better sooner than eight looks after the last change, and no sound is ever said to go", () => {
    fc.assert(
      fc.property(course, (looks) => {
        let changedAt = Number.NEGATIVE_INFINITY;
        let before: PictureStep = "full";
        for (const [at, step] of stepsOf(looks).entries()) {
          expect(place(step)).toBeLessThanOrEqual(place("audioOnly"));
          if (place(step) < place(before)) expect(at - changedAt).toBeGreaterThanOrEqual(NARROW_RULE.upAfterLooks);
          if (step !== before) changedAt = at;
          before = step;
        }
      }),
    );
  });

  it("it does not swing: much and little in turn, each for less than its time, change nothing", () => {
    const lengths = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 7 }));
    fc.assert(
      fc.property(lengths, ([little, much]) => {
        const looks = Array.from({ length: 20 }, () => [
          ...times(little, picture(1)),
          ...times(much, picture(3)),
        ]).flat();
        expect(turns([...WELL, ...looks])).toEqual(["full"]);
        expect(turns([...WELL, ...times(3, picture(1)), ...looks])).toEqual(["full", "lowest"]);
      }),
    );
  });
});
