import { REFUSALS } from "@ensemble/shared/protocol/refusal-codes.ts";
import { describe, expect, it } from "vitest";
import { createFindLeak, faultOfHttpAnswer, faultOfRoomAnswer } from "./judge-answer.ts";

const findLeak = createFindLeak(["Name-0a1b2c", "c2VjcmV0LWtleQ=="]);

describe("what may not come out", () => {
  it.each([
    ["a planted name", '{"people":["Name-0a1b2c"]}'],
    ["a key", "key: c2VjcmV0LWtleQ=="],
    ["a stack", '{"code":"protocol/malformed"}\n    at readMessage (server/src/rooms/read-message.ts:12:3)'],
    ["a file and its line", "thrown in live-session.ts:40"],
    ["a folder of packages", "/app/node_modules/ws/lib/receiver.js"],
    ["a part of Node", "node:internal/process/task_queues"],
    ["a statement", "INSERT INTO journal_entry VALUES ($1)"],
    ["what the database says", 'invalid byte sequence for encoding "UTF8"'],
    ["the tool that speaks to it", "PrismaClientKnownRequestError"],
    ["a file of the system", "root:x:0:0:root:/root:/bin/bash"],
  ])("is found: %s", (_what, said) => {
    expect(findLeak(said)).toBeDefined();
    expect(findLeak(new TextEncoder().encode(said))).toBeDefined();
  });

  it("is found between bytes that are no text", () => {
    const packed = Buffer.concat([Buffer.from([0xff, 0x00, 0xdf]), Buffer.from("Name-0a1b2c"), Buffer.from([0xc1])]);
    expect(findLeak(packed)).toContain("Name-0a1b2c");
  });

  it.each([
    "",
    '{"code":"protocol/malformed"}',
    "Select an exercise, then look at it from the side",
    "at 10:30 (sharp)",
  ])("is nothing that is said on purpose: %j", (said) => {
    expect(findLeak(said)).toBeUndefined();
  });
});

describe("an answer over HTTP", () => {
  const answer = (status: number, type: string, body: string) =>
    `HTTP/1.1 ${status} Whatever\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const json = (status: number, body: unknown) =>
    answer(status, "application/json; charset=utf-8", JSON.stringify(body));

  it.each([
    ["nothing, the connection was cut off", ""],
    ["a page", answer(200, "text/html", "<!doctype html>")],
    ["a refusal with its code", json(400, { code: "protocol/malformed" })],
    ["the matchmaker's refusal", json(401, { code: 401, error: "sign_in/required" })],
    ["that it is not ready", json(503, { status: "degraded" })],
    ["half of a refusal", answer(400, "application/json", '{"code":"proto')],
    [
      "a refusal after being told to go on",
      `HTTP/1.1 100 Continue\r\n\r\n${json(413, { code: "protocol/too_large" })}`,
    ],
    ["only being told to go on", "HTTP/1.1 100 Continue\r\n\r\n"],
    ["being told so twice", "HTTP/1.1 100 Continue\r\n\r\n".repeat(2)],
  ])("may be %s", (_what, said) => {
    expect(faultOfHttpAnswer(said)).toBeUndefined();
  });

  it.each([
    ["a failure of the server", json(500, { code: "protocol/malformed" }), "status 500"],
    ["a failure behind it", answer(502, "text/plain", "no"), "status 502"],
    ["no HTTP", "SSH-2.0-OpenSSH", "no HTTP"],
    ["a head without an end", "HTTP/1.1 200 OK\r\nContent-Type: a", "no HTTP"],
    ["a refusal in words of its own", json(400, { message: "You did something wrong" }), "no code of the registry"],
    ["a code nobody knows", json(404, { code: "session/who_knows" }), "no code of the registry"],
    ["a code that every object has", json(404, { code: "constructor" }), "no code of the registry"],
    ["that it is not ready, without saying why", json(503, { message: "later" }), "no code of the registry"],
  ])("must not be %s", (_what, said, fault) => {
    expect(faultOfHttpAnswer(said)).toContain(fault);
  });
});

describe("an answer in a session", () => {
  const [code] = Object.keys(REFUSALS);
  it.each([
    ["command", { applied: true, sequence: 4, epoch: 1 }],
    ["command", { applied: false, code, epoch: 1 }],
    ["hello", { welcome: true, epoch: 1 }],
    ["hello", { welcome: false, code }],
    ["media", { answer: null }],
    ["media", { refused: code }],
    ["anything else", undefined],
  ])("to %s may be %j", (type, answer) => {
    expect(faultOfRoomAnswer(type, answer)).toBeUndefined();
  });

  it.each([
    ["command", undefined],
    ["command", { applied: true }],
    ["command", { applied: true, sequence: "4" }],
    ["command", { applied: false, code: "toString" }],
    ["command", { applied: false, code: "Error: no such row" }],
    ["hello", {}],
    ["hello", { welcome: false }],
    ["media", null],
    ["media", { refused: "TypeError: x is not a function" }],
  ])("to %s must not be %j", (type, answer) => {
    expect(faultOfRoomAnswer(type, answer)).toContain(`${type} was answered with`);
  });
});
