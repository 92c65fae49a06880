// A device's messages on a bad way, single ones and not the line: frames are lost, doubled and overtake each other before they reach the
// connection; commands and their answers are lost and doubled; acknowledgements are lost, doubled and late. All of these the protocol sends or
// says again. What is told once (state as differences, repetitions, cues, alarms) is not touched: of it nothing is promised but that it comes over a line that holds.
import { nextUniform, type SeededRandom } from "@ensemble/shared/exercise/seeded-random.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";

const LOST = 0.1;
const DOUBLED = 0.1;
const OVERTAKEN = 0.15;
const LATE_MS = 150;
/** Of commands: the request, or its answer. */
const UNANSWERED = 0.1;
/** How long a device waits for an answer before it takes it for lost; in the product it is the client library's ten seconds. */
const PATIENCE_MS = 1_000;
/** By then it has asked again, or never will: something else was asked for in the matter. */
const ASKED_AGAIN_WITHIN_MS = 2_000;

/** Of a Colyseus room, what carries what is lost here. */
export interface LossyRoom {
  sendBytes: (type: string, bytes: Uint8Array) => void;
  request: (type: string, message: unknown) => Promise<unknown>;
}

/** From now on this room's messages are treated so while `isLossy()`. */
export function loseMessages(room: LossyRoom, random: SeededRandom, isLossy: () => boolean): void {
  loseFrames(room, random, isLossy);
  loseCommands(room, random, isLossy);
  loseAcknowledgements(room, random, isLossy);
}

function loseFrames(room: Pick<LossyRoom, "sendBytes">, random: SeededRandom, isLossy: () => boolean): void {
  const send = room.sendBytes.bind(room);
  room.sendBytes = (type, bytes) => {
    if (type !== WIRE.pose || !isLossy()) return send(type, bytes);
    const fate = nextUniform(random);
    if (fate < LOST) return;
    const copy = bytes.slice();
    if (fate < LOST + DOUBLED) send(type, copy);
    if (fate > 1 - OVERTAKEN) setTimeout(() => send(type, copy), LATE_MS);
    else send(type, bytes);
  };
}

/**
 * A connection keeps its order, and devices rely on it: while a command is missing, later ones wait until it was asked again, as bytes
 * behind a lost packet do.
 */
export function loseCommands(room: Pick<LossyRoom, "request">, random: SeededRandom, isLossy: () => boolean): void {
  const request = room.request.bind(room);
  let missing: string | undefined;
  let held: (() => void)[] = [];
  const goOn = () => {
    missing = undefined;
    const waiting = held;
    held = [];
    for (const send of waiting) send();
  };
  const lose = (commandId: string) => {
    missing = commandId;
    setTimeout(() => {
      if (missing === commandId) goOn();
    }, ASKED_AGAIN_WITHIN_MS);
    return unanswered();
  };
  room.request = (type, message) => {
    if (type !== WIRE.command) return request(type, message);
    const { commandId } = message as { readonly commandId: string };
    if (missing === commandId) {
      const answer = request(type, message);
      goOn();
      return answer;
    }
    if (missing !== undefined)
      return new Promise((resolve, reject) => held.push(() => request(type, message).then(resolve, reject)));
    if (!isLossy()) return request(type, message);
    const fate = nextUniform(random);
    if (fate < LOST) return lose(commandId);
    const answer = request(type, message);
    if (fate < LOST + DOUBLED) ignoreAnswer(request(type, message));
    if (fate <= 1 - UNANSWERED) return answer;
    ignoreAnswer(answer);
    return unanswered();
  };
}

/** The next one says it again. */
export function loseAcknowledgements(room: object, random: SeededRandom, isLossy: () => boolean): void {
  // The client library's own, and in no type of it.
  const receiver = room as { dispatchMessage: (type: string | number, message: unknown) => void };
  const hear = receiver.dispatchMessage.bind(room);
  receiver.dispatchMessage = (type, message) => {
    if (type !== WIRE.acknowledgement || !isLossy()) return hear(type, message);
    const fate = nextUniform(random);
    if (fate < LOST) return;
    if (fate < LOST + DOUBLED) hear(type, message);
    if (fate > 1 - OVERTAKEN) setTimeout(() => hear(type, message), LATE_MS);
    else hear(type, message);
  };
}

function unanswered(): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE_MS));
}

/** Whatever comes of it, nobody hears of it. */
function ignoreAnswer(answer: Promise<unknown>): void {
  answer.then(
    () => undefined,
    () => undefined,
  );
}
