import { describe, expect, it } from "vitest";
import {
  ATTRIBUTE,
  encodeAddress,
  encodeChannelData,
  encodeError,
  encodeStun,
  errorCodeOf,
  isSignedWith,
  longTermKey,
  METHOD,
  parseAddress,
  parseChannelData,
  parseStun,
  takeFrame,
} from "./stun-message.ts";

/** RFC 5769, section 2.4: a request with long-term credentials. */
const SAMPLE = Buffer.from(
  "000100602112a44278ad3433c6ad72c029da412e" +
    "00060012e3839ee38388e383aae38383e382afe382b90000" +
    "0015001c662f2f3439396b39353464364f4c33346f4c39465354767936347341" +
    "0014000b6578616d706c652e6f726700" +
    "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666",
  "hex",
);
const USERNAME = "マトリックス";
const KEY = longTermKey(USERNAME, "example.org", "TheMatrIX");

describe("a STUN message", () => {
  it("is read as RFC 5769 has it, signature included", () => {
    const read = parseStun(SAMPLE);
    expect(read).toMatchObject({ method: METHOD.binding, class: "request" });
    expect(read?.attributes.get(ATTRIBUTE.username)?.toString()).toBe(USERNAME);
    expect(read?.attributes.get(ATTRIBUTE.nonce)?.toString()).toBe("f//499k954d6OL34oL9FSTvy64sA");
    expect(isSignedWith(SAMPLE, KEY)).toBe(true);
    expect(isSignedWith(SAMPLE, longTermKey(USERNAME, "example.org", "TheMatrix"))).toBe(false);
    const changed = Buffer.from(SAMPLE);
    changed.writeUInt8(0x6e, 24);
    expect(isSignedWith(changed, KEY)).toBe(false);
  });

  it("is written as RFC 5769 has it", () => {
    const read = parseStun(SAMPLE);
    if (read === undefined) throw new Error("the sample is not read");
    const unsigned = [...read.attributes].filter(([type]) => type !== ATTRIBUTE.messageIntegrity);
    expect(encodeStun({ ...read, attributes: unsigned }, KEY).toString("hex")).toBe(SAMPLE.toString("hex"));
  });

  it("holds addresses as RFC 5769, section 2.2, has them", () => {
    const bytes = Buffer.from("0001a147e112a643", "hex");
    expect(parseAddress(bytes)).toEqual({ host: "192.0.2.1", port: 32_853 });
    expect(encodeAddress({ host: "192.0.2.1", port: 32_853 })).toEqual(bytes);
    expect(parseAddress(bytes.subarray(1))).toBeUndefined();
  });

  it("says why something was refused", () => {
    const attributes = [[ATTRIBUTE.errorCode, encodeError(437, "Allocation Mismatch")]] as const;
    const bytes = encodeStun({ method: METHOD.allocate, class: "error", transaction: Buffer.alloc(12), attributes });
    expect(errorCodeOf(parseStun(bytes)!)).toBe(437);
    expect(errorCodeOf(parseStun(SAMPLE)!)).toBeUndefined();
  });

  it("is none when it is cut off, of another protocol or of another class", () => {
    expect(parseStun(SAMPLE.subarray(0, SAMPLE.length - 1))).toBeUndefined();
    expect(parseStun(Buffer.from("GET / HTTP/1.1\r\n\r\n long enough"))).toBeUndefined();
    expect(parseStun(Buffer.alloc(0))).toBeUndefined();
  });
});

describe("a stream", () => {
  it("is cut into messages and into what goes over channels, padded as it is there", () => {
    const data = encodeChannelData(0x4001, Buffer.from("seven b"));
    expect(data).toHaveLength(12);
    let left = Buffer.concat([SAMPLE, data, SAMPLE.subarray(0, 30)]);
    const frames: Buffer[] = [];
    for (let taken = takeFrame(left); taken !== undefined; taken = takeFrame(left)) {
      frames.push(taken.frame);
      left = Buffer.from(taken.rest);
    }
    expect(frames).toEqual([SAMPLE, data]);
    expect(left).toHaveLength(30);
    expect(parseChannelData(data)).toEqual({ channel: 0x4001, data: Buffer.from("seven b") });
    expect(parseChannelData(SAMPLE)).toBeUndefined();
  });
});
