// A media node's edge: proofs that are nearly right, and behind a right one whatever a room server could ask. Without the secret nobody is
// answered, what is no request ends the connection, and the next one who has the secret is served.
import {
  CHANNEL_ARGUMENTS,
  CHANNEL_OPERATIONS,
  channelWord,
  nodeGreeting,
  nodeProof,
  parseChannelRequest,
  serverProof,
} from "@ensemble/shared/protocol/media-channel.ts";
import fc, { type Arbitrary } from "fast-check";
import { proveSecret } from "../../media/src/host/prove-secret.ts";
import type { Channel } from "./channel.ts";
import type { FindLeak } from "./judge-answer.ts";
import { valuesOf } from "./schema-values.ts";
import { hostileValues, spoiled } from "./spoil-value.ts";

export interface AttackedNode {
  readonly address: string;
  readonly secret: string;
}

const ANSWERS_WITHIN_MS = 10_000;
const SERVER_NONCE = "ab".repeat(32);

type Proof =
  | { readonly how: "right" }
  | { readonly how: "of another secret" }
  | { readonly how: "turned back" }
  | { readonly how: "used again" }
  | { readonly how: "one digit off"; readonly at: number }
  | { readonly how: "anything"; readonly word: unknown };
interface NodeInput {
  readonly proof: Proof;
  readonly words: readonly unknown[];
}

export function nodeInputs(known: readonly string[]): Arbitrary<NodeInput> {
  const proof = fc.oneof<Arbitrary<Proof>[]>(
    fc.constantFrom<Proof>({ how: "right" }, { how: "right" }, { how: "right" }, { how: "of another secret" }),
    fc.constantFrom<Proof>({ how: "turned back" }, { how: "used again" }),
    fc.record({ how: fc.constant("one digit off" as const), at: fc.nat(63) }),
    fc.record({ how: fc.constant("anything" as const), word: spoiled(valuesOf(serverProof, known)) }),
  );
  const requests = CHANNEL_OPERATIONS.map((operation) =>
    fc.record({
      id: fc.nat(1_000),
      operation: fc.constant(operation),
      arguments: valuesOf(CHANNEL_ARGUMENTS[operation], known),
    }),
  );
  const request = fc.oneof(...requests);
  const word = fc.oneof(
    { arbitrary: request, weight: 5 },
    { arbitrary: spoiled(request), weight: 3 },
    { arbitrary: hostileValues, weight: 1 },
  );
  return fc.record({ proof, words: fc.array(word, { minLength: 1, maxLength: 5 }) });
}

export function mediaNodeChannel(node: AttackedNode, findLeak: FindLeak, known: readonly string[]): Channel {
  let spent: string | undefined;
  return {
    name: "media node",
    inputs: nodeInputs(known),
    runs: 30,
    attempt: async (input) => {
      const { proof, words } = input as NodeInput;
      const line = await openLine(node.address);
      try {
        const right = proveSecret(node.secret, "server", line.nonce, SERVER_NONCE);
        const said = proofWord(proof, node, line.nonce, spent ?? right.replaceAll("a", "b"));
        spent = right;
        line.say(said);
        const isProved = (said as { proof?: unknown } | undefined)?.proof === right;
        for (const word of words) line.say(word);
        const answers = await line.heard(isProved ? words.length + 1 : 1);
        // What is no request ends the connection at once, and the system may drop what was on its way there.
        const isCutOff = words.some((word) => parseChannelRequest(JSON.stringify(word) ?? "") === undefined);
        const isMissing = isProved && isCutOff && answers.length === 0;
        const fault =
          (isMissing ? undefined : judge(answers, isProved)) ?? answers.map(findLeak).find((one) => one !== undefined);
        if (fault !== undefined) throw new Error(fault);
      } finally {
        line.close();
      }
      await askHealth(node);
    },
    close: () => undefined,
  };
}

function proofWord(proof: Proof, { secret }: AttackedNode, nodeNonce: string, spent: string): unknown {
  if (proof.how === "anything") return proof.word;
  const nonce = SERVER_NONCE;
  const right = proveSecret(secret, "server", nodeNonce, nonce);
  if (proof.how === "right") return { nonce, proof: right };
  if (proof.how === "of another secret") return { nonce, proof: proveSecret(`${secret}0`, "server", nodeNonce, nonce) };
  if (proof.how === "turned back") return { nonce, proof: proveSecret(secret, "node", nodeNonce, nonce) };
  if (proof.how === "used again") return { nonce, proof: spent };
  if (proof.how !== "one digit off") throw new Error("there is no such proof");
  const { at } = proof;
  return { nonce, proof: right.slice(0, at) + (right[at] === "0" ? "1" : "0") + right.slice(at + 1) };
}

/** The first answer to somebody who has the secret is the node's own proof; to others there is none. */
function judge(answers: readonly string[], isProved: boolean): string | undefined {
  if (!isProved) return answers.length === 0 ? undefined : `a proof that is none is answered: ${answers[0]}`;
  const [first, ...rest] = answers.map((text) => JSON.parse(text) as unknown);
  if (!nodeProof.safeParse(first).success) return `a right proof is answered with ${JSON.stringify(first)}`;
  const odd = rest.find((word) => !channelWord.safeParse(word).success);
  return odd === undefined ? undefined : `a request was answered with ${JSON.stringify(odd).slice(0, 200)}`;
}

/** Whoever has the secret is still served. */
async function askHealth(node: AttackedNode): Promise<void> {
  const line = await openLine(node.address);
  try {
    line.say({ nonce: SERVER_NONCE, proof: proveSecret(node.secret, "server", line.nonce, SERVER_NONCE) });
    line.say({ id: 1, operation: "health", arguments: [] });
    const [, health = "nothing"] = await line.heard(2);
    if (!health.includes('"ok"')) throw new Error(`the media node answers a room server with ${health}`);
  } finally {
    line.close();
  }
}

interface NodeLine {
  readonly nonce: string;
  readonly say: (word: unknown) => void;
  /** So many words after the greeting, or fewer where the connection ended. */
  readonly heard: (count: number) => Promise<readonly string[]>;
  readonly close: () => void;
}

async function openLine(address: string): Promise<NodeLine> {
  const socket = new WebSocket(address);
  const words: string[] = [];
  let stir = () => {};
  let ended = false;
  socket.addEventListener("message", ({ data }) => {
    words.push(String(data));
    stir();
  });
  for (const end of ["close", "error"] as const)
    socket.addEventListener(end, () => {
      ended = true;
      stir();
    });
  const hear = (count: number) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const giveUp = setTimeout(() => {
        reject(new Error(`the media node neither answers nor ends the connection: ${words.length} of ${count}`));
      }, ANSWERS_WITHIN_MS);
      stir = () => {
        if (words.length < count && !ended) return;
        clearTimeout(giveUp);
        stir = () => {};
        resolve(words);
      };
      stir();
    });
  const [greeting] = await hear(1);
  if (greeting === undefined) throw new Error("the media node does not greet");
  const { nonce } = nodeGreeting.parse(JSON.parse(greeting));
  return {
    nonce,
    say: (word) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(word) ?? "");
    },
    heard: async (count) => (await hear(count + 1)).slice(1),
    close: () => socket.close(),
  };
}
