export { judgeAudience } from "./audience-rules.ts";
export { createIdentify } from "./identify.ts";
export { identityRoutes } from "./identity-routes.ts";
export type { Identity, Person } from "./person.ts";
export { checkFieldKey, createPersonStore, type PersonStore } from "./person-store.ts";
export { rememberOperators } from "./remember-operators.ts";
export { createSignInStore } from "./sign-in-store.ts";
