// Opens the patient's camera when it is asked for, once, and closes it when the page leaves. The pose estimation loads only then.
import { useCallback, useEffect, useRef, useState } from "react";
import type { SessionConnection } from "../../connection/client-session.ts";
import type { QualityLevel } from "../../quality-rules.ts";
import type { PatientDevices } from "./patient-devices.ts";

export function usePatientDevices(
  connection: SessionConnection,
  asked: QualityLevel | undefined,
): { devices: PatientDevices | undefined; open: () => void } {
  const [devices, setDevices] = useState<PatientDevices>();
  const [problem, setProblem] = useState<unknown>();
  const begun = useRef(false);
  const left = useRef(false);
  const open = useCallback(() => {
    if (begun.current) return;
    begun.current = true;
    const load = async () => {
      const { openPatientDevices } = await import("./patient-devices.ts");
      if (!left.current) setDevices(openPatientDevices(connection, asked));
    };
    load().catch(setProblem);
  }, [connection, asked]);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  useEffect(() => devices?.dispose, [devices]);
  if (problem !== undefined) throw problem;
  return { devices, open };
}
