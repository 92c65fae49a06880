import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal, unseal } from "./seal.ts";

const key = randomBytes(32);
const NONCE = { from: 1, to: 13 };

test("opens what was sealed for this place, and nothing else", () => {
  const sealed = seal(key, "person.name:p1", "Ana");
  expect(unseal(key, "person.name:p1", sealed).toString()).toBe("Ana");
  expect(() => unseal(key, "person.name:p2", sealed)).toThrow();
  expect(() => unseal(randomBytes(32), "person.name:p1", sealed)).toThrow();
});

test("takes no nonce twice, however much is sealed", () => {
  const count = 2_000;
  const sealed = Array.from({ length: count }, () => seal(key, "person.name:p1", "Ana"));
  expect(new Set(sealed.map((one) => one.toString("hex", NONCE.from, NONCE.to))).size).toBe(count);
  for (const one of sealed) expect(unseal(key, "person.name:p1", one).toString()).toBe("Ana");
});
