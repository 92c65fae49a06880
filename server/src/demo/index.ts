export {
  DEMO_CLINIC_NAME,
  DEMO_PATIENTS,
  DEMO_THERAPIST,
  SIMULATED_PATIENTS,
  SIMULATED_THERAPIST,
} from "./demo-people.ts";
export { createDemonstration, type Demonstration } from "./demonstration.ts";
export { demonstrationRoutes } from "./demonstration-routes.ts";
export { keepDemoSession } from "./keep-demo-session.ts";
export { resetDemo } from "./reset-demo-store.ts";
export { createClass } from "./run-demonstration.ts";
export { joinAsSimulated, type SimulatedParticipant } from "./simulated-participant.ts";
