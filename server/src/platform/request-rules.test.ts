import { expect, it } from "vitest";
import { type RequestHead, refuseHead, refuseUpgrade } from "./request-rules.ts";

const HEAD: RequestHead = {
  target: "/matchmake/joinOrCreate/session",
  host: "rehab.example.org",
  forwardedProtocol: undefined,
  contentLength: "40",
};

it.each([
  HEAD,
  { ...HEAD, host: undefined },
  { ...HEAD, host: "localhost:2567" },
  { ...HEAD, host: "[::1]:2567" },
  { ...HEAD, host: "Rehab.Example.org:443", forwardedProtocol: "https" },
  { ...HEAD, target: "/api/sign-in", contentLength: "16384" },
  { ...HEAD, target: "/", contentLength: undefined },
])("lets a proper head pass: %o", (head) => {
  expect(refuseHead(head)).toBeUndefined();
});

it.each(["join/session", "joinOrCreate/%00", "__proto__/session", "joinOrCreate/session/more"])(
  "knows one way to ask for a seat, and not %s",
  (way) => {
    expect(refuseHead({ ...HEAD, target: `/matchmake/${way}` })).toBe("protocol/unknown_message");
  },
);

it.each([
  { ...HEAD, host: "a b" },
  { ...HEAD, host: "" },
  { ...HEAD, host: "host:99999" },
  { ...HEAD, host: "name:secret@host" },
  { ...HEAD, host: "name@host" },
  { ...HEAD, host: "host/path" },
  { ...HEAD, host: "host?query" },
  { ...HEAD, host: "host#part" },
  { ...HEAD, forwardedProtocol: "a b" },
  { ...HEAD, forwardedProtocol: "" },
  { ...HEAD, target: "*/matchmake/joinOrCreate/session" },
  { ...HEAD, target: "*:99999/" },
  { ...HEAD, target: "http://host/matchmake/joinOrCreate/session" },
])("refuses a head no address can be made of: %o", (head) => {
  expect(refuseHead(head)).toBe("protocol/malformed");
});

it.each([
  { ...HEAD, contentLength: "4097" },
  { ...HEAD, target: "/api/sign-in", contentLength: "16385" },
  { ...HEAD, contentLength: "1e9" },
])("refuses a body that says it is too large: %o", (head) => {
  expect(refuseHead(head)).toBe("protocol/too_large");
});

it.each([
  "/qT-4_x/7c9e6679-7425-40de-944b-e07fc1f90ae7?sessionId=aB3",
  "/of/a/process/qT-4_x/room?_authToken=&sessionId=aB3&reconnectionToken=x",
])("opens a WebSocket that leads to a seat: %s", (target) => {
  expect(refuseUpgrade({ ...HEAD, target })).toBeUndefined();
});

it.each([
  "/",
  "/?sessionId=aB3",
  "/room?sessionId=aB3",
  "/process/room",
  "/process/room?sessionId=",
  "/process/room?sessionId=&a=b",
  "/process/room?asessionId=aB3",
  "/process/room?a=b#&sessionId=aB3",
  "/process/room/?sessionId=aB3",
  "/process/r%6fom?sessionId=aB3",
  "/process/room#?sessionId=aB3",
  "/a/b?/process/room?sessionId=aB3",
])("opens no WebSocket that leads to no seat: %s", (target) => {
  expect(refuseUpgrade({ ...HEAD, target })).toBe("protocol/unknown_message");
});

it("opens no WebSocket for a head it would not answer", () => {
  expect(refuseUpgrade({ ...HEAD, target: "/process/room?sessionId=aB3", host: "a b" })).toBe("protocol/malformed");
});
