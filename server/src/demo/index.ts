export { DEMO_CLINIC_ID, DEMO_OPERATOR, DEMO_PATIENTS, DEMO_THERAPIST } from "./demo-people.ts";
export { createDemonstration, type Demonstration } from "./demonstration.ts";
export { demonstrationRoutes } from "./demonstration-routes.ts";
export { keepDemoSession } from "./keep-demo-session.ts";
export { resetDemo } from "./reset-demo-store.ts";
