// Signs in as somebody and asks how the machines do.
import { type OperatorReport, operatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { expect } from "vitest";

export async function signIn(url: string, link: string): Promise<string> {
  const response = await fetch(new URL("/api/sign-in", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ link }),
  });
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

/** Fails unless there is a whole answer of the known form. */
export async function lookAsOperator(url: string, cookie: string): Promise<OperatorReport> {
  const response = await fetch(new URL("/api/operator", url), { headers: { cookie } });
  const body: unknown = await response.json();
  expect([response.status, body]).toEqual([200, expect.any(Object)]);
  return operatorReport.parse(body);
}
