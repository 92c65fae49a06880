// How the machines do, for those who keep them running.
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";

export function operatorRoutes<Caller>(readReport: () => Promise<OperatorReport>): readonly HttpRoute<Caller>[] {
  return [
    signedInRoute<Caller>({
      method: "GET",
      path: "/api/operator",
      audience: "operators",
      handle: async () => ({ body: await readReport() }),
    }),
  ];
}
