import { expect, it } from "vitest";
import { findLeaks, mark } from "./search-log.ts";

const why = (line: string, secrets: readonly string[] = []) => findLeaks([line], secrets).map((leak) => leak.why);
const word = mark("name");

it.each([
  ["plain", `{"msg":"hello ${word}"}`],
  ["in capitals", `{"msg":"hello ${word.toUpperCase()}"}`],
  ["outside of any log line", `TypeError: ${word} is not a function`],
  ["as hexadecimal", `{"key":"${Buffer.from(`a${word}`).toString("hex")}"}`],
  ["as a list of bytes", JSON.stringify({ detail: Buffer.from(`a${word}`) })],
  ...["", "a", "ab", "abc"].map((before) => [
    `as base64 after "${before}"`,
    `{"key":"${Buffer.from(`${before}${word}`).toString("base64url")}"}`,
  ]),
])("a marked word is found %s", (_how, line) => {
  expect(why(line ?? "")).toHaveLength(1);
});

it.each([
  ['{"level":30,"pain":7}', ["the word pain", "the field pain"]],
  ['{"level":30,"err":{"name":"Error","level":7}}', ["the field err.level"]],
  ['{"level":30,"person":{"name":"Ana"}}', ["the field person.name"]],
  [
    '{"level":30,"measured":{"attainedDegrees":88,"exerciseId":"squat"}}',
    ["the word attainedDegrees", "the field measured.attainedDegrees", "the field measured.exerciseId"],
  ],
  ['{"level":30,"msg":"command reportPain refused"}', ["the word reportPain"]],
])("what is said of somebody's health, and a person's name, are found in %s", (line, found) => {
  expect(why(line)).toEqual(found);
});

it("a secret is found, also written for an address", () => {
  expect(why('{"msg":"a/b+c="}', ["a/b+c="])).toHaveLength(1);
  expect(why('{"url":"/?x=a%2Fb%2Bc%3D"}', ["a/b+c="])).toHaveLength(1);
});

it("a line as it should be has nothing in it", () => {
  const line = { level: 40, time: 1, pid: 7, groupSessionId: "class", err: { name: "TypeError", message: "away" } };
  expect(findLeaks([JSON.stringify({ ...line, msg: "journal append failed, trying again" })], ["a-secret"])).toEqual(
    [],
  );
});
