// Under which name an address is counted: what one subscriber is given at will must not count as many.
import { isIP } from "node:net";

/** Longer than any address; what is none is counted by its beginning. */
const LONGEST = 64;
const GROUPS = 8;

/**
 * IPv4 as it is, also where it is written as IPv6; IPv6 by its /64, which is the least that a home gets. The text is made anew: a part of a
 * header that is kept would keep the whole header.
 */
export function addressKey(address: string): string {
  const version = isIP(address);
  if (version === 4) return address.split(".").join(".");
  if (version === 0) return Buffer.from(address.slice(0, LONGEST)).toString();
  const groups = readGroups(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [groups[6], groups[7]].flatMap((group = 0) => [group >> 8, group & 0xff]).join(".");
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight groups of sixteen bits of an IPv6 address in any of its forms. */
function readGroups(address: string): number[] {
  const [bare = ""] = address.split("%");
  const [before = [], after] = bare.split("::").map(readHalf);
  if (after === undefined) return before;
  return [...before, ...Array<number>(GROUPS - before.length - after.length).fill(0), ...after];
}

function readHalf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((part) => {
    if (!part.includes(".")) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
