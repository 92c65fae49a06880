// System packages, where they can be installed without asking: as root on Debian and its kin. Elsewhere the person at
// the keyboard is told the exact command.
import { readFileSync } from "node:fs";
import { endOf, runCommand } from "./run-command.mjs";
import { SetupFailure } from "./setup-failure.mjs";

export function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * @param {readonly string[]} packages
 * @param {Pick<import("./run-steps.mjs").StepContext, "env" | "say">} context
 * @param {string} purpose completes "needed to …"
 */
export async function installDebianPackages(packages, { env, say }, purpose) {
  const missing = await findMissing(packages);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0) {
    throw new SetupFailure(
      `Debian packages needed to ${purpose} are missing, and installing them needs root.`,
      `Run this, then start again:\n  sudo ${command}`,
    );
  }
  say(`installing Debian packages to ${purpose}`);
  const aptEnv = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  const updated = await runCommand("apt-get", ["update"], { env: aptEnv });
  const installed = await runCommand("apt-get", command.split(" ").slice(1), { env: aptEnv });
  if (!installed.ok) {
    throw new SetupFailure(
      `Debian packages needed to ${purpose} could not be installed.`,
      `Check the connection to Debian's mirror, or run this yourself, then start again:\n  ${command}`,
      endOf(`${updated.ok ? "" : updated.output}\n${installed.output}`),
    );
  }
}

async function findMissing(packages) {
  const states = await Promise.all(packages.map((name) => runCommand("dpkg", ["-s", name])));
  return packages.filter((_, index) => !states[index]?.output.includes("Status: install ok installed"));
}
