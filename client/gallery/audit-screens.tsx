// Who did what, in every state of the page.
import type { AuditViewProps } from "../src/pages/audit/audit-view.tsx";
import { AuditView } from "../src/pages/audit/audit-view.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { AUDIT_LOG, AUDIT_PEOPLE, CHAIN_BROKEN, CHAIN_HOLDS, NOTHING_IN_LOG } from "./fixture-audit.ts";
import type { Screens } from "./main.tsx";

const person = { name: "Miriam Okafor", clinicName: "Praxis am Seepark", role: "therapist" } as const;
const ASK_ALL = { kind: undefined, personId: undefined, before: undefined };

const audit =
  (over: Partial<AuditViewProps> = {}) =>
  () => (
    <PageShell person={person} wide>
      <AuditView
        log={AUDIT_LOG}
        people={AUDIT_PEOPLE}
        chain={CHAIN_HOLDS}
        ask={ASK_ALL}
        onAsk={() => undefined}
        {...over}
      />
    </PageShell>
  );

export const screens: Screens = {
  audit: audit(),
  "audit-later-page": audit({
    ask: { kind: "kept", personId: "fay", before: 380 },
    log: { ...AUDIT_LOG, olderThan: null },
  }),
  "audit-broken": audit({ chain: CHAIN_BROKEN }),
  "audit-unchecked": audit({ chain: null }),
  "audit-empty": audit({ log: NOTHING_IN_LOG, people: [], chain: undefined }),
  "audit-none-like-this": audit({ log: NOTHING_IN_LOG, ask: { ...ASK_ALL, kind: "consent" } }),
};
