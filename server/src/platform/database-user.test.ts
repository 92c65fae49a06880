import { describe, expect, it } from "vitest";
import { chooseDatabaseUser, parsePasswd } from "./database-user.ts";

const FIRST = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";
const LATER = `${FIRST}postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n`;

describe("the user a root's database runs as", () => {
  it("is postgres where there is one, else nobody", () => {
    expect(chooseDatabaseUser(parsePasswd(FIRST), undefined).name).toBe("nobody");
    expect(chooseDatabaseUser(parsePasswd(LATER), undefined).name).toBe("postgres");
  });

  it("stays the owner of a cluster that is there, whoever is installed later", () => {
    expect(chooseDatabaseUser(parsePasswd(LATER), 65534).name).toBe("nobody");
  });

  it("is named when PostgreSQL could not run as the owner", () => {
    expect(() => chooseDatabaseUser(parsePasswd(LATER), 4711)).toThrow("user number 4711");
    expect(() => chooseDatabaseUser(parsePasswd(LATER), 0)).toThrow("user number 0");
  });
});
