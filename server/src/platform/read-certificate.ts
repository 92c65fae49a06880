// The certificate and key that a clinic names, tried before anything listens with them.
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
}

/** Throws the system's or OpenSSL's own error when they cannot be read or do not belong together. */
export async function readCertificate(files: {
  readonly certificateFile: string;
  readonly keyFile: string;
}): Promise<Certificate> {
  const [certificate, key] = await Promise.all([
    readFile(files.certificateFile, "utf8"),
    readFile(files.keyFile, "utf8"),
  ]);
  // As lists: an empty text by itself would count as none given.
  createSecureContext({ cert: [certificate], key: [key] });
  return { certificate, key, certificateFile: files.certificateFile };
}
