import type { ClinicalView, ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { describe, expect, it } from "vitest";
import { LOBBY_START, type LobbyProgress, lobbyStep } from "./lobby-steps.ts";
import { patientStage } from "./patient-stage.ts";

function view(phase: SessionView["phase"]): SessionView {
  return { phase } as SessionView;
}
function me(clinical: Partial<ClinicalView>, more: Partial<ParticipantView> = {}): ParticipantView {
  return { ready: false, clinical: { agreed: false, place: "", ...clinical }, ...more } as ParticipantView;
}
const known = { agreed: true, place: "At home" };
const start: LobbyProgress = { ...LOBBY_START, cameraOpen: false, withoutCamera: false };
const checked: LobbyProgress = { ...start, cameraOpen: true, devicesChecked: true };

describe("steps of the lobby", () => {
  it("begins with what is estimated, stored and seen", () => {
    expect(lobbyStep(view("lobby"), me({}), start)).toBe("agreement");
  });
  it("never opens the camera before the agreement, whatever this page believes", () => {
    expect(lobbyStep(view("lobby"), me({}, { ready: true }), checked)).toBe("agreement");
  });
  it("asks where help would have to go before anything else", () => {
    expect(lobbyStep(view("lobby"), me({ agreed: true }), checked)).toBe("whereabouts");
  });
  it("goes on to camera and microphone, then to the outline", () => {
    expect(lobbyStep(view("lobby"), me(known), start)).toBe("devices");
    expect(lobbyStep(view("lobby"), me(known), checked)).toBe("outline");
  });
  it("comes back to the camera when that is lost before the outline was filled", () => {
    expect(lobbyStep(view("lobby"), me(known), { ...checked, cameraOpen: false })).toBe("devices");
  });
  it("waits once ready", () => {
    expect(lobbyStep(view("lobby"), me(known, { ready: true }), checked)).toBe("waiting");
  });
  it("does not ask a ready patient again after a reload", () => {
    expect(lobbyStep(view("lobby"), me(known, { ready: true }), start)).toBe("waiting");
  });
  it("lets a patient without a camera skip the outline", () => {
    expect(lobbyStep(view("lobby"), me(known), { ...checked, withoutCamera: true })).toBe("waiting");
  });
  it("does not ask again after a reload whoever declined the camera", () => {
    expect(lobbyStep(view("lobby"), me(known), { ...start, withoutCamera: true })).toBe("waiting");
  });
  it("goes back to where the patient is, and to the camera, on request", () => {
    expect(lobbyStep(view("lobby"), me(known, { ready: true }), { ...checked, revisiting: "whereabouts" })).toBe(
      "whereabouts",
    );
    expect(lobbyStep(view("lobby"), me(known, { ready: true }), { ...checked, revisiting: "devices" })).toBe("devices");
  });
});

describe("stage of a patient", () => {
  it("keeps a late joiner in the lobby until agreed and placed, then joins at once", () => {
    expect(patientStage(view("exercise"), me({ agreed: true }))).toBe("lobby");
    expect(patientStage(view("exercise"), me(known))).toBe("session");
  });
  it("asks the questions at the end when the session is over", () => {
    expect(patientStage(view("summary"), me(known))).toBe("end");
  });
});
