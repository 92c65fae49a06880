// Opens the patient's camera or only the microphone when it is asked for, and closes what is open when the other is chosen or the page leaves.
// Nobody is looked at before: the estimator that may be warm by then has had a blank picture only.
import { useCallback, useEffect, useRef, useState } from "react";
import type { SessionConnection } from "../../connection/client-session.ts";
import type { QualityLevel } from "../../quality-rules.ts";
import type { PatientDevices, WantedDevices } from "./patient-devices.ts";

export function usePatientDevices(
  connection: SessionConnection,
  asked: QualityLevel | undefined,
): { devices: PatientDevices | undefined; open: (wanted: WantedDevices) => void } {
  const [devices, setDevices] = useState<PatientDevices>();
  const [problem, setProblem] = useState<unknown>();
  const chosen = useRef<WantedDevices>(undefined);
  const left = useRef(false);
  const open = useCallback(
    (wanted: WantedDevices) => {
      if (chosen.current === wanted) return;
      chosen.current = wanted;
      // The camera is dark at once, not only when the microphone alone is there.
      setDevices(undefined);
      const load = async () => {
        const { openPatientDevices } = await import("./patient-devices.ts");
        if (!left.current && chosen.current === wanted) setDevices(openPatientDevices(connection, wanted, asked));
      };
      load().catch(setProblem);
    },
    [connection, asked],
  );
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
