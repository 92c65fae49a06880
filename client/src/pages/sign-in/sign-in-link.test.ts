import { expect, it } from "vitest";
import { takeSignInLink } from "./sign-in-link.ts";

function browserAt(hash: string) {
  const replaced: unknown[] = [];
  const address = { pathname: "/sign-in", hash } as Location;
  const history = {
    state: { key: 1 },
    replaceState: (...args: unknown[]) => replaced.push(args),
  } as unknown as History;
  return { address, history, replaced };
}

it("takes the link and leaves an address without it", () => {
  const { address, history, replaced } = browserAt("#abc.def%2Bghi");
  expect(takeSignInLink(address, history)).toBe("abc.def+ghi");
  expect(replaced).toEqual([[{ key: 1 }, "", "/sign-in"]]);
});

it("takes a mangled link as it is, for the server to judge", () => {
  const { address, history, replaced } = browserAt("#abc%");
  expect(takeSignInLink(address, history)).toBe("abc%");
  expect(replaced).toHaveLength(1);
});

it.each(["", "#content"])("finds none in an address that ends in '%s'", (hash) => {
  const { address, history, replaced } = browserAt(hash);
  expect(takeSignInLink(address, history)).toBeUndefined();
  expect(replaced).toEqual([]);
});
