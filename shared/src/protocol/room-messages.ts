// Everything that travels between a client and the session's room besides state patches, as Zod schemas.
import { z } from "zod";
import type { QualityParts } from "../movement/quality-rules.ts";
import type { CommandId, ExerciseId, ParticipantId } from "../session/identifiers.ts";
import { LARGEST_PAIR } from "../session/pair-rules.ts";
import { RECORDING_AUDIENCE } from "../session/recording-consent.ts";
import type { SessionCommand } from "../session/session-command.ts";
import { DEMONSTRATION_PLACES } from "../session/side-by-side.ts";
import { annotationCommands } from "./annotation-form.ts";

/** Raised with every change of what travels that a page of the version before would not make by itself: see OLDEST_PROTOCOL. */
export const PROTOCOL_VERSION = 13;
/**
 * The server takes every page from here to its own version, so that a class goes on when the server is renewed in the middle of a
 * set; the page is asked to load itself again after it. While an older page is taken, what it sends stays valid and means the same
 * (fields that are added to it are optional), and nothing it reads is taken away or renamed: messages and state only gain fields, byte
 * formats keep the version it knows, a new kind of message goes to nobody who cannot pass it over. It may be raised with the
 * next release after one that raised PROTOCOL_VERSION, when no page of that age is open any more: pages stay open for a day. A change
 * that harms whoever has not got it raises both, and is put into service between classes: an older page must then be loaded again at once.
 */
// Pages before 9 show nobody that they are recorded.
export const OLDEST_PROTOCOL = 9;

/** Names on the wire; bytes and messages share one name space in Colyseus. */
export const ROOM_NAME = "session";
export const WIRE = {
  /** client → room, bytes: one or more pose frames, see pose-packet.ts */
  pose: "pose",
  /** client → room, requests */
  hello: "hello",
  command: "command",
  media: "media",
  /** client → room, messages */
  framing: "framing",
  deviceCheck: "deviceCheck",
  /** therapist → room, messages */
  pointing: "pointing",
  /** room → clients, bytes: avatars of the others, see avatar-bundle.ts */
  avatars: "avatars",
  /** room → therapist, bytes: figures drawn over the pictures, see figure-bundle.ts */
  figures: "figures",
  /** room → clients, messages */
  repetition: "repetition",
  measurement: "measurement",
  cue: "cue",
  alarm: "alarm",
  acknowledgement: "acknowledgement",
  refusal: "refusal",
  /** room → the patient drawn on, messages */
  stroke: "stroke",
  mediaChanged: "mediaChanged",
} as const;

/** Limits of one message, bytes after decoding; the transport's own limit is 64 KiB. */
export const MESSAGE_LIMITS_BYTES = {
  pose: 16_384,
  command: 4_096,
  hello: 512,
  framing: 256,
  deviceCheck: 256,
  pointing: 2_048,
  media: 49_152,
} as const;
/** Frames one pose message may carry, so that a resend after a cut goes in batches. */
export const FRAMES_PER_MESSAGE = 30;
/** How long a client keeps frames that were not acknowledged. */
export const UNACKNOWLEDGED_FRAMES_KEPT_MS = 120_000;

const id = z.string().min(1).max(64);
const participantId = id.transform((text) => text as ParticipantId);
const exerciseId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
  .transform((text) => text as ExerciseId);
const scale0to10 = z.number().int().min(0).max(10);
const target = z.strictObject({
  repetitions: z.number().int().min(1).max(100),
  /** Below zero where the way beyond the neutral position is the goal: extension, inward rotation. */
  rangeDegrees: z.number().int().min(-180).max(180).optional(),
  side: z.enum(["both", "left", "right"]),
});
const movingPhase = z.enum(["warmUp", "exercise", "coolDown"]);

const therapistCommands = [
  z.strictObject({ name: z.literal("startPhase"), phase: movingPhase }),
  z.strictObject({ name: z.literal("chooseExercise"), exerciseId }),
  z.strictObject({ name: z.literal("setTarget"), participantId, exerciseId, target }),
  z.strictObject({ name: z.literal("startSet") }),
  z.strictObject({ name: z.literal("pauseSet") }),
  z.strictObject({ name: z.literal("resumeSet") }),
  z.strictObject({ name: z.literal("finishSet") }),
  z.strictObject({ name: z.literal("finishSession") }),
  z.strictObject({ name: z.literal("takeAlarm"), participantId }),
  z.strictObject({
    name: z.literal("changePictureMode"),
    mode: z.enum(["therapistOnly", "pairs", "everybody"]),
    pairs: z
      .array(z.array(z.number().int().min(0).max(5)).min(2).max(LARGEST_PAIR))
      .max(3)
      .optional(),
  }),
  z.strictObject({
    name: z.literal("showDemonstration"),
    participantId,
    place: z.enum(DEMONSTRATION_PLACES),
    inStep: z.boolean(),
  }),
  z.strictObject({ name: z.literal("moveSpotlight"), participantId: participantId.nullable() }),
  z.strictObject({ name: z.literal("movePrivateWord"), participantId: participantId.nullable() }),
  z.strictObject({ name: z.literal("runRecording"), running: z.boolean() }),
  ...annotationCommands,
] as const;
const patientCommands = [
  z.strictObject({ name: z.literal("acceptAgreement"), version: z.number().int().min(1).max(1_000) }),
  z.strictObject({
    name: z.literal("stateWhereabouts"),
    place: z.string().trim().min(1).max(200),
    emergencyContact: z.string().trim().min(1).max(200),
  }),
  z.strictObject({ name: z.literal("declareReady"), ready: z.boolean() }),
  z.strictObject({ name: z.literal("stopForPain") }),
  z.strictObject({ name: z.literal("reportPain"), level: scale0to10 }),
  z.strictObject({ name: z.literal("reportEffort"), level: scale0to10 }),
  z.strictObject({
    name: z.literal("consentToPicture"),
    given: z.boolean(),
    to: z
      .array(participantId)
      .min(1)
      .max(2 * LARGEST_PAIR)
      .optional(),
  }),
  z.strictObject({ name: z.literal("openMicrophone"), toGroup: z.boolean() }),
  z.strictObject({ name: z.literal("chooseStanding"), standing: z.enum(["name", "nickname", "hidden"]) }),
  z.strictObject({ name: z.literal("shareStreak"), shared: z.boolean() }),
  /** Since protocol 11. */
  z.strictObject({ name: z.literal("takeBackStandingConsent") }),
] as const;

const command: z.ZodType<SessionCommand> = z.discriminatedUnion("name", [
  ...therapistCommands,
  ...patientCommands,
  z.strictObject({ name: z.literal("agreeResume"), participantId: participantId.optional() }),
  /** Since protocol 9. A yes names who may look: one to another audience is none. */
  z.discriminatedUnion("given", [
    z.strictObject({
      name: z.literal("answerRecording"),
      given: z.literal(true),
      audience: z.literal(RECORDING_AUDIENCE),
    }),
    z.strictObject({ name: z.literal("answerRecording"), given: z.literal(false) }),
  ]),
]) as never;

export const commandRequest = z.strictObject({
  commandId: z.uuid().transform((text) => text as CommandId),
  command,
});
export type CommandRequest = z.output<typeof commandRequest>;
/** `sequence`: of the command's first entry in the journal, also when it had been applied before. */
export type CommandAnswer =
  | { readonly applied: true; readonly sequence: number; readonly epoch: number }
  | { readonly applied: false; readonly code: string; readonly epoch: number };

export const helloRequest = z.strictObject({
  protocol: z.number().int().min(0).max(65_535),
  /** Goes into the journal, which does not take every sign. */
  clockId: z.string().regex(/^[\x21-\x7e]{8,64}$/),
  /** What that clock shows now, in the milliseconds of capture times; since protocol 6. */
  clockMs: z.number().int().min(0).max(0xffff_ffff).optional(),
  source: z.enum(["camera", "headset", "simulated", "none"]),
});
export type HelloRequest = z.output<typeof helloRequest>;
export type HelloAnswer =
  | {
      readonly welcome: true;
      readonly participantId: ParticipantId;
      readonly epoch: number;
      /** Sequence number of the next pose frame; earlier ones are already accepted. */
      readonly expectedFrame: number;
      /** Frames up to here are committed. */
      readonly acknowledgedFrame: number;
      readonly serverNowMs: number;
      /** What the server speaks; a page that speaks less is asked to load itself again. Missing from servers that did not say it yet. */
      readonly protocol?: number;
    }
  | { readonly welcome: false; readonly code: string };

/** What the device sees of light and framing before the start; ids, shown in words on both sides. */
export const framingMessage = z.strictObject({
  framing: z.enum([
    "",
    "no_camera",
    "no_person",
    "too_dark",
    "too_bright",
    "step_back",
    "step_closer",
    "move_left",
    "move_right",
    "feet_out_of_picture",
    "hands_out_of_picture",
    "head_out_of_picture",
  ]),
});
export type FramingMessage = z.output<typeof framingMessage>;

/**
 * What the device check before the class has found, in ids; since protocol 8. It is told while it is so and kept nowhere: what a router did
 * on one evening is no part of anybody's record.
 */
export const deviceCheckMessage = z.strictObject({
  camera: z.enum(["good", "slow", "small", "dark", "frozen", "none"]),
  /** muted: not even the noise of a room; quiet: a room, and nobody who speaks. */
  microphone: z.enum(["good", "quiet", "muted", "none"]),
  speaker: z.enum(["good", "unheard", "unanswered"]),
  line: z.enum(["good", "enough", "weak", "none", "untested"]),
  /** What holds the line up most, empty where nothing does. */
  lineCause: z.enum(["", "blocked", "offline", "tcp", "radio", "shared", "far", "device"]),
});
export type DeviceCheckMessage = z.output<typeof deviceCheckMessage>;

/** To everybody, at once after the commit. */
export interface RepetitionMessage {
  readonly epoch: number;
  readonly participantId: ParticipantId;
  readonly setId: string;
  readonly repetitions: number;
  readonly points: number;
  readonly totalPoints: number;
  /** Capture time of the frame that finished it, on the patient's own clock; for latency and prediction. */
  readonly frame: number;
  readonly balloon: number;
}
/** To the therapist and the patient concerned. */
export interface MeasurementMessage {
  readonly epoch: number;
  readonly participantId: ParticipantId;
  readonly ordinal: number;
  readonly side: "both" | "left" | "right";
  /** At the far end of the repetition, in the direction of the exercise. */
  readonly attainedDegrees: number;
  /** By how many degrees the truth may be less, and greater. */
  readonly rangeBelow95: number;
  readonly rangeAbove95: number;
  readonly rangeMeasurable: boolean;
  readonly quality: number;
  /** What quality is made of, each to be said in a sentence. */
  readonly parts: QualityParts;
  readonly confidence: number;
}
/** To the therapist and the patient concerned; an empty cue takes the last one back. */
export interface CueMessage {
  readonly epoch: number;
  readonly participantId: ParticipantId;
  readonly cue: string;
}
/** To the therapist and the patient concerned. */
export interface AlarmMessage {
  readonly epoch: number;
  readonly participantId: ParticipantId;
  readonly alarm: "pain";
}
export interface AcknowledgementMessage {
  readonly epoch: number;
  /** Highest contiguous frame whose effects are committed. */
  readonly through: number;
  /** Set when the client must go back and send again from here. */
  readonly resendFrom?: number | undefined;
}
export interface RefusalMessage {
  readonly epoch: number;
  /** A code of the registry in errors.ts. */
  readonly code: string;
  /** Of this kind since joining; refusals of frames are reported at most once a second. */
  readonly count: number;
}
