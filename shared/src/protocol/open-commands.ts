// Commands that wait for the referee's answer: carried again over every new connection, by the same id, until they have one.
import type { CommandId, ParticipantId } from "../session/identifiers.ts";
import { isOutdone } from "../session/last-word-rules.ts";
import type { SessionCommand } from "../session/session-command.ts";
import { takesBack } from "../session/urgent-rules.ts";
import { type CommandAnswer, type CommandRequest, WIRE } from "./room-messages.ts";

/** A connection over which the session may be asked. */
export interface CommandCarrier {
  readonly request: (type: string, message: unknown) => Promise<unknown>;
}

export interface OpenCommands {
  readonly ask: (command: SessionCommand, commandId: CommandId) => Promise<CommandAnswer>;
  /** After every welcome. */
  readonly carryAll: () => void;
}

interface OpenCommand {
  readonly request: CommandRequest;
  readonly resolve: (answer: CommandAnswer) => void;
  /** Something else has been asked for in the matter since. */
  outdone: boolean;
}

const AGAIN_AFTER_MS = 250;
/** All commands here are one person's. */
const ONE = "" as ParticipantId;
/** Said by no owner. */
const NOBODYS = 0;

export function createOpenCommands(parts: {
  /** The present one, welcomed; undefined while there is none. */
  readonly carrier: () => CommandCarrier | undefined;
  readonly isCurrent: (answer: CommandAnswer) => boolean;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}): OpenCommands {
  const open = new Map<CommandId, OpenCommand>();

  /** What this takes back is not carried again: over a new connection it would come after it. */
  const takeBack = (command: SessionCommand): void => {
    for (const [commandId, one] of open) {
      one.outdone ||= isOutdone(one.request.command, command);
      if (takesBack({ actorId: ONE, command }, { actorId: ONE, command: one.request.command })) giveUp(commandId, one);
    }
  };

  const giveUp = (commandId: CommandId, { resolve }: OpenCommand): void => {
    open.delete(commandId);
    resolve({ applied: false, code: "command/taken_back", epoch: NOBODYS });
  };

  const carry = (commandId: CommandId): void => {
    const carrier = parts.carrier();
    const one = open.get(commandId);
    if (carrier === undefined || one === undefined) return;
    // It had been carried, or never need be: an owner who has not heard of it would do it after the last word.
    if (one.outdone) {
      giveUp(commandId, one);
      return;
    }
    // The id makes asking again harmless.
    const again = () => {
      if (carrier === parts.carrier()) parts.schedule(AGAIN_AFTER_MS, () => carry(commandId));
    };
    carrier.request(WIRE.command, one.request).then((said) => {
      const answer = said as CommandAnswer;
      // An earlier owner's answer is none: the present one is asked after its welcome.
      if (!parts.isCurrent(answer)) return;
      if (!answer.applied && answer.code === "protocol/too_many") again();
      else if (open.delete(commandId)) one.resolve(answer);
    }, again);
  };

  return {
    ask: (command, commandId) =>
      new Promise((resolve) => {
        takeBack(command);
        open.set(commandId, { request: { commandId, command }, resolve, outdone: false });
        carry(commandId);
      }),
    carryAll: () => {
      for (const commandId of open.keys()) carry(commandId);
    },
  };
}
