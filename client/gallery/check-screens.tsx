// The devices step of the lobby in each of its states: what the check finds, and several cameras side by side.
import { CameraStills } from "../src/pages/patient/camera-comparison.tsx";
import type { DeviceCheck } from "../src/pages/patient/device-check.ts";
import { DevicesStep } from "../src/pages/patient/devices-step.tsx";
import { checkOf, LINE_NUMBERS } from "./fixture-check.ts";
import type { Screens } from "./main.tsx";
import { Fixture, feedOf, type PatientFixture } from "./patient-fixtures.tsx";

const nothing = () => undefined;
const IN_LOBBY: PatientFixture = { view: { phase: "lobby", set: undefined }, me: { ready: false } };
const STILL =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'%3E%3Cpath fill='%23b9a58c' d='M0 0h16v9H0z'/%3E%3C/svg%3E";

/** The devices are open, and the check is in a state. */
function Devices({ check, microphone = "running" }: { check: DeviceCheck; microphone?: "running" | "no_device" }) {
  return (
    <Fixture fixture={IN_LOBBY}>
      <DevicesStep
        feed={feedOf({ stream: new MediaStream(), microphone })}
        check={check}
        onOpenCamera={nothing}
        onRight={nothing}
        onWithoutCamera={nothing}
        onBack={nothing}
      />
    </Fixture>
  );
}

export const screens: Screens = {
  "patient-lobby-3-check-running": () => (
    <Devices
      check={checkOf({ camera: "checking", microphone: "checking", speaker: "unanswered", line: "checking" }, 0.4)}
    />
  ),
  "patient-lobby-3-cameras": () => (
    <main style={{ padding: 32, maxWidth: 560 }}>
      <h1>Cameras</h1>
      <CameraStills
        cameras={[
          { id: "one", name: "Integrated Camera", span: 0.3, still: STILL },
          { id: "two", name: "Wide USB camera", span: 0.2, still: STILL },
        ]}
        onChoose={nothing}
      />
    </main>
  ),
  "patient-lobby-3-check-good": () => <Devices check={checkOf()} />,
  "patient-lobby-3-check-asking": () => <Devices check={checkOf({ speaker: "unanswered" })} />,
  "patient-lobby-3-check-unheard": () => (
    <Devices
      check={checkOf({
        microphone: "muted",
        speaker: "unheard",
        line: { verdict: "enough", cause: "tcp", numbers: { ...LINE_NUMBERS, carrier: "tcp", roundTripMs: 190 } },
      })}
    />
  ),
  "patient-lobby-3-check-weak": () => (
    <Devices
      check={checkOf({
        camera: "dark",
        microphone: "quiet",
        line: { verdict: "weak", cause: "radio", numbers: { ...LINE_NUMBERS, upLoss: 0.12, upKbps: 310 } },
      })}
    />
  ),
  "patient-lobby-3-check-no-line": () => (
    <Devices
      check={checkOf({
        camera: "slow",
        microphone: "none",
        speaker: "unanswered",
        line: { verdict: "none", cause: "blocked", numbers: undefined },
      })}
      microphone="no_device"
    />
  ),
  "patient-lobby-3-devices-failed": () => (
    <Fixture fixture={IN_LOBBY}>
      <DevicesStep
        feed={feedOf({ status: "no_permission", microphone: "no_permission" })}
        check={undefined}
        onOpenCamera={nothing}
        onRight={nothing}
        onWithoutCamera={nothing}
        onBack={nothing}
      />
    </Fixture>
  ),
};
