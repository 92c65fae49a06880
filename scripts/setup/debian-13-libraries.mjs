// Debian 13's C and C++ libraries in a folder, for programs that need newer ones than this system has. apt fetches them with lists,
// state and cache of their own, so nothing of the system's apt changes and nobody has to be root; it checks them by the archive's keys.
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CannotBeHad } from "./cannot-be-had.mjs";
import { endOf, runCommand } from "./run-command.mjs";

export const ARCHIVE_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

const PACKAGES = ["libc6", "libstdc++6", "libgcc-s1"];
const USUAL_MIRROR = "http://deb.debian.org/debian/";
const TIMEOUT_MS = 120_000;

/**
 * @param {string} target an empty directory
 * @param {NodeJS.ProcessEnv} env
 */
export async function fetchDebian13Libraries(target, env) {
  const work = await mkdtemp(join(tmpdir(), "ensemble-apt-"));
  try {
    const options = await prepareApt(work, await findMirror(env));
    const packages = join(work, "packages");
    await mkdir(packages);
    await run("apt-get", [...options, "-o", "APT::Update::Error-Mode=any", "update"], { cwd: work, env });
    await run("apt-get", [...options, "download", ...PACKAGES], { cwd: packages, env });
    for (const name of await readdir(packages)) await run("dpkg-deb", ["-x", join(packages, name), target], { env });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Options that keep apt to one release and to this directory. */
async function prepareApt(work, mirror) {
  await mkdir(join(work, "lists/partial"), { recursive: true });
  await mkdir(join(work, "archives/partial"), { recursive: true });
  await writeFile(join(work, "status"), "");
  const sources = join(work, "debian-13.sources");
  const lines = ["Types: deb", `URIs: ${mirror}`, "Suites: trixie", "Components: main", `Signed-By: ${ARCHIVE_KEYS}`];
  await writeFile(sources, `${lines.join("\n")}\n`);
  const settings = {
    "Dir::Etc::SourceList": sources,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State": work,
    "Dir::State::status": join(work, "status"),
    "Dir::Cache": work,
    // Its own user, for whom it leaves root, could not read this directory.
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "20",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** The one this system's packages come from. */
async function findMirror(env) {
  const { ok, output } = await runCommand(
    "apt-get",
    ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian", "Label: Debian"],
    { env },
  );
  const first = output.trim().split("\n")[0] ?? "";
  return ok && /^https?:\/\/\S+$/.test(first) ? first : USUAL_MIRROR;
}

async function run(program, args, options) {
  const { ok, output } = await runCommand(program, args, { ...options, timeoutMs: TIMEOUT_MS });
  if (!ok) throw new CannotBeHad(`${program} failed: ${endOf(output, 1)}`);
}
