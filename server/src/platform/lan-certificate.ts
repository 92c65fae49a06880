// A certificate of our own for the local network: browsers give camera and headset to secure pages only. Made once, kept for a year.
import { X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";

const VALID_DAYS = 365;
const RENEW_BEFORE_MS = 14 * 86_400_000;

export interface LanCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
}

/** This machine's addresses in the local network, IPv4. */
export function lanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === "IPv4" && !address.internal)
    .map((address) => address.address);
}

export async function ensureLanCertificate(
  directory: string,
  addresses: readonly string[],
  nowMs: number,
): Promise<LanCertificate> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const certificateFile = join(directory, "certificate.pem");
  const keyFile = join(directory, "key.pem");
  const kept = await readKept(certificateFile, keyFile);
  if (kept !== undefined && isUsable(kept.certificate, addresses, nowMs)) return { ...kept, certificateFile };
  const made = await generate([{ name: "commonName", value: "Ensemble on the local network" }], {
    keySize: 2048,
    algorithm: "sha256",
    notBeforeDate: new Date(nowMs - 86_400_000),
    notAfterDate: new Date(nowMs + VALID_DAYS * 86_400_000),
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          ...["127.0.0.1", ...addresses].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  await writeFile(keyFile, made.private, { mode: 0o600 });
  await writeFile(certificateFile, made.cert, { mode: 0o644 });
  return { certificate: made.cert, key: made.private, certificateFile };
}

async function readKept(certificateFile: string, keyFile: string) {
  try {
    return { certificate: await readFile(certificateFile, "utf8"), key: await readFile(keyFile, "utf8") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isUsable(certificate: string, addresses: readonly string[], nowMs: number): boolean {
  const read = new X509Certificate(certificate);
  return (
    Date.parse(read.validTo) - nowMs > RENEW_BEFORE_MS &&
    addresses.every((address) => read.checkIP(address) !== undefined)
  );
}
