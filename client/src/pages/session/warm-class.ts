// What a class needs, loaded before it is needed: all of it at once, instead of one part when the one before has come. Nothing here opens
// a device, and nothing here may fail: who needs a part asks for it again and hears then.
import type { Role } from "@ensemble/shared/session/identifiers.ts";

const BOTH = [() => import("../../connection/open-session.ts"), () => import("../../call/call.ts")];
const PARTS: Readonly<Record<Role, readonly (() => Promise<unknown>)[]>> = {
  patient: [
    ...BOTH,
    () => import("./patient-room.tsx"),
    () => import("./patient-devices.ts"),
    () => import("../../scene/group-scene.ts"),
    () => import("../../scene/demonstration-scene.ts"),
  ],
  therapist: [...BOTH, () => import("./therapist-room.tsx")],
};

export function loadClass(role: Role): void {
  for (const load of PARTS[role]) load().catch(passOver);
}

/** Code and the estimator of bodies. Asked for again, it keeps the estimator for a while more. */
export function warmPatientsClass(low: boolean): void {
  loadClass("patient");
  import("../../camera/warm-estimator.ts").then(({ warmEstimator }) => warmEstimator(low), passOver);
}

function passOver(problem: unknown): void {
  console.warn("a part of the class could not be loaded early", problem);
}
