import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureLanCertificate } from "./lan-certificate.ts";

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
const ADDRESSES = ["192.0.2.7"];

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "ensemble-lan-")), "lan");
});
afterEach(() => rm(join(directory, ".."), { recursive: true }));

describe("the certificate for the local network", () => {
  it("is for this machine under each of its addresses and for no other", async () => {
    const { certificate } = await ensureLanCertificate(directory, ADDRESSES, NOW_MS);
    const read = new X509Certificate(certificate);
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(["127.0.0.1", "192.0.2.7"].map((address) => read.checkIP(address))).toEqual(["127.0.0.1", "192.0.2.7"]);
    expect(read.checkIP("192.0.2.8")).toBeUndefined();
  });

  it("lets a program that trusts it through, with a key for this user alone", async () => {
    const made = await ensureLanCertificate(directory, ADDRESSES, NOW_MS);
    expect((await stat(join(directory, "key.pem"))).mode & 0o777).toBe(0o600);
    const server = createServer({ cert: made.certificate, key: made.key }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: "127.0.0.1", port, ca: made.certificate });
    await once(socket, "secureConnect");
    expect(socket.authorized).toBe(true);
    socket.destroy();
    server.close();
  });

  it("is kept from start to start", async () => {
    const first = await ensureLanCertificate(directory, ADDRESSES, NOW_MS);
    expect(await ensureLanCertificate(directory, ADDRESSES, NOW_MS + 300 * DAY_MS)).toEqual(first);
  });

  it.each([
    ["the machine has another address", ["192.0.2.8"], NOW_MS],
    ["it is about to run out", ADDRESSES, NOW_MS + 355 * DAY_MS],
  ])("is made anew when %s", async (_why, addresses, nowMs) => {
    const first = await ensureLanCertificate(directory, ADDRESSES, NOW_MS);
    const second = await ensureLanCertificate(directory, addresses, nowMs);
    expect(second.certificate).not.toBe(first.certificate);
    const read = new X509Certificate(second.certificate);
    expect(addresses.map((address) => read.checkIP(address))).toEqual(addresses);
    expect(Date.parse(read.validTo)).toBeGreaterThan(nowMs + 300 * DAY_MS);
  });
});
