import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderTables } from "./table-order-rules.ts";

const named = (...names: readonly string[]) => names.map((name) => ({ name }));

describe("the order of tables", () => {
  it("has what is referred to first, and else goes by name", () => {
    const tables = named("member", "clinic", "session", "person", "animal");
    const references = [
      { from: "person", to: "clinic" },
      { from: "session", to: "clinic" },
      { from: "member", to: "session" },
      { from: "member", to: "person" },
    ];
    expect(orderTables(tables, references)).toEqual(named("animal", "clinic", "person", "session", "member"));
  });

  it("has every table once, after all it refers to", () => {
    const numbers = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
    fc.assert(
      fc.property(numbers, (pairs) => {
        const tables = named(...Array.from({ length: 8 }, (_, i) => `t${i}`));
        // Referring from greater to smaller or equal numbers only, there is no circle.
        const references = pairs.map(([a, b]) => ({ from: `t${Math.max(a, b)}`, to: `t${Math.min(a, b)}` }));
        const order = orderTables(tables, references).map(({ name }) => name);
        expect([...order].sort()).toEqual(tables.map(({ name }) => name));
        for (const { from, to } of references) expect(order.indexOf(to)).toBeLessThanOrEqual(order.indexOf(from));
      }),
    );
  });

  it("does not exist in a circle", () => {
    const references = [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ];
    expect(() => orderTables(named("a", "b", "c"), references)).toThrow("in a circle: a, b");
  });
});
