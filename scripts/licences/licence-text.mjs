// The licence text of a package: its own, else that of its family for another system, else its licence's standard text
// with the copyright line of its read-me or the author its manifest names.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const SYSTEM_WORDS = new Set(["darwin", "linux", "win32", "arm", "arm64", "x64"]);
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/**
 * @param {import("./production-packages.mjs").ShippedPackage} wanted
 * @param {readonly import("./production-packages.mjs").ShippedPackage[]} shipped
 * @param {string} clone where the packages are installed; those for other systems are not
 * @returns {string} throws where nothing can be said
 */
export function findLicenceText(wanted, shipped, clone) {
  const family = shipped.filter((one) => familyOf(one.name) === familyOf(wanted.name));
  const installed = [wanted, ...family].find(({ path }) => existsSync(join(clone, path)));
  if (installed === undefined) throw new Error(`${wanted.name} is not installed, nor is it for any other system`);
  const directory = join(clone, installed.path);
  const files = readdirSync(directory).sort();
  const own = files.filter((file) => LICENCE_FILE.test(file)).map((file) => read(join(directory, file)));
  if (own.length > 0) return own.join("\n\n");
  const readMe = files.find((file) => /^readme/i.test(file));
  const { author } = JSON.parse(read(join(directory, "package.json")));
  const copyright = /^copyright.*/im.exec(readMe ? read(join(directory, readMe)) : "")?.[0];
  return standardText(wanted, copyright ?? `Copyright (c) ${author?.name ?? author}`, clone);
}

function standardText({ name, licence }, copyright, clone) {
  if (licence === "MIT") return `The MIT License (MIT)\n\n${copyright}\n\n${MIT}`;
  if (licence === "Apache-2.0") return `${copyright}\n\n${read(join(clone, "LICENSE"))}`;
  throw new Error(`${name} brings no text of its licence (${licence}), and there is no standard one here`);
}

function familyOf(name) {
  return name
    .split("-")
    .flatMap((word) => word.split("/"))
    .filter((word) => !SYSTEM_WORDS.has(word))
    .join("-");
}

const read = (file) => readFileSync(file, "utf8").trim().replaceAll("\r\n", "\n");
