import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "ensemble-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

const COMMAND = join(import.meta.dirname, "movement-command.ts");
function run(...args: string[]) {
  const env = { ...process.env, INIT_CWD: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { env, encoding: "utf8" });
  return { status, lines: stdout.split("\n").slice(0, -1), stderr };
}

describe("the movement command", () => {
  it("analyses what it synthesised, names a bad file without stopping at it, and ends with status 1", () => {
    const made = run("synthesize", "--exercise", "sit-to-stand", "--repetitions", "2", "--fps", "10");
    expect(made).toMatchObject({ status: 0, stderr: "" });
    writeFileSync(join(folder, "made.jsonl"), made.lines.join("\n"));
    writeFileSync(join(folder, "torn.jsonl"), made.lines.slice(0, 9).concat("{").join("\n"));
    const { status, lines, stderr } = run("analyze", "torn.jsonl", "made.jsonl");
    expect(status).toBe(1);
    expect(stderr).toBe("torn.jsonl:10: it is not JSON\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { file: "made.jsonl", exercise: "sit-to-stand", repetitions: 2 },
    ]);
    writeFileSync(
      join(folder, "saved.jsonl"),
      `${lines[0]}\n${JSON.stringify({ ...JSON.parse(lines[0]!), quality: 1.5 })}`,
    );
    const compared = run("compare", "saved.jsonl");
    expect(compared.status).toBe(1);
    expect(compared.lines.map((line) => JSON.parse(line))).toMatchObject([
      { file: "made.jsonl", exercise: "sit-to-stand", before: { quality: 1.5 } },
    ]);
  });

  it("says where the pose model's noise was not filmed, and is silent where it was", () => {
    const noisy = (id: string) =>
      run("synthesize", "--exercise", id, "--repetitions", "1", "--fps", "5", "--noise", "mediapipe");
    expect(noisy("squat")).toMatchObject({ status: 0, stderr: "" });
    const lying = noisy("heel-slide");
    expect(lying.status).toBe(0);
    expect(lying.stderr).toContain("nobody was filmed supine");
    expect(JSON.parse(lying.lines[0]!)).toMatchObject({ exercise: "heel-slide" });
  });

  it("lists the library as lines of JSON", () => {
    const { status, lines } = run("list");
    expect(status).toBe(0);
    expect(lines.map((line) => JSON.parse(line)).find(({ id }) => id === "squat")).toEqual({
      id: "squat",
      name: "Squat",
      region: "knee",
      type: "strength",
      difficulty: 2,
      tracked: true,
      conditions: ["balance_and_falls", "deconditioning", "knee_osteoarthritis", "total_knee_replacement"],
      errors: ["knees_inward", "trunk_forward"],
      review: "unreviewed",
    });
  });

  it.each([
    [["analyze", "--fast", "x"], "analyze has no option --fast."],
    [["analyze", "--exercise", "headstand", "x"], "There is no exercise headstand in the library"],
    [["synthesize", "--exercise", "squat", "--error", "yawning"], "it has knees_inward, trunk_forward"],
    [["synthesize", "--exercise", "squat", "--side", "left"], "squat is not done with side left"],
  ])("refuses %j in words, with status 2", (args, words) => {
    const { status, lines, stderr } = run(...args);
    expect({ status, lines }).toEqual({ status: 2, lines: [] });
    expect(stderr).toContain(words);
  });
});
