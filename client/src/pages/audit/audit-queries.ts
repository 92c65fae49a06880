// What the page of the audit log asks the server for.
import type { AuditChain, AuditLog, AuditPerson } from "@ensemble/shared/protocol/audit-messages.ts";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askServer } from "../ask-server.ts";
import { type AuditAsk, pathOfAudit } from "./audit-address.ts";

export const auditQuery = (ask: AuditAsk) =>
  queryOptions({
    queryKey: ["audit", "log", ask],
    queryFn: () => askServer<AuditLog>(pathOfAudit(ask)),
    // What was there stays until the next page has come.
    placeholderData: keepPreviousData,
  });

export const auditPeopleQuery = queryOptions({
  queryKey: ["audit", "people"],
  queryFn: () => askServer<readonly AuditPerson[]>("/api/audit/people"),
});

export const auditChainQuery = queryOptions({
  queryKey: ["audit", "chain"],
  queryFn: () => askServer<AuditChain>("/api/audit/chain"),
});
