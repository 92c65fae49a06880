// Was a request made by a program on this machine? A front on the same machine passes on what comes from anywhere, and a page
// from anywhere can have its name resolve to this machine: the other end of the connection alone says nothing.
import { BlockList, isIP } from "node:net";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "x-client-ip",
];

export function isFromThisMachine(request: {
  readonly peerAddress: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}): boolean {
  const { peerAddress, headers } = request;
  if (!isLoopback(peerAddress) || FORWARDING.some((name) => headers[name] !== undefined)) return false;
  const host = `http://${headers.host}`;
  if (!URL.canParse(host)) return false;
  const { hostname } = new URL(host);
  return hostname === "localhost" || isLoopback(hostname.replace(/^\[|\]$/g, ""));
}

export function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 6 ? "ipv6" : "ipv4");
}
