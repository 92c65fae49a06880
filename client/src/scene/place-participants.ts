// Where everybody stands: oneself in the middle in front, the others in a loose arc behind, as in the mirror of a gym by the water.
export interface StandingPlace {
  /** Metres; x to the viewer's right, z towards the viewer. */
  x: number;
  z: number;
  /** Turn about the vertical towards the middle, radians. */
  turnRadians: number;
}

export interface Standing {
  participantId: string;
  isSelf: boolean;
  isTherapist: boolean;
}

const SELF_Z = 1.35;
const FIRST_BESIDE = 1.08;
const STEP = 0.92;
const ROW_Z = -0.7;
/** How much nearer each place further out is: the arc closes towards the viewer. */
const ARC = 0.24;
const TURN_PER_METRE = 0.085;

/** The same people always get the same places, whatever their order; the therapist stands next to oneself on the left. */
export function placeParticipants(people: readonly Standing[]): ReadonlyMap<string, StandingPlace> {
  const places = new Map<string, StandingPlace>();
  const selves = people.filter((person) => person.isSelf);
  const others = people
    .filter((person) => !person.isSelf)
    .sort((a, b) => Number(b.isTherapist) - Number(a.isTherapist) || compare(a.participantId, b.participantId));
  for (const person of selves) places.set(person.participantId, { x: 0, z: SELF_Z, turnRadians: 0 });
  // Without oneself in front the middle of the arc is free for somebody.
  const centred = selves.length === 0 && others.length % 2 === 1;
  others.forEach((person, index) => {
    const x = centred ? arcX(index, 0, STEP) : arcX(index + 1, selves.length === 0 ? STEP / 2 : FIRST_BESIDE, STEP);
    places.set(person.participantId, { x, z: ROW_Z + ARC * Math.abs(x) ** 1.25, turnRadians: -TURN_PER_METRE * x });
  });
  return places;
}

/** 0 is the middle (or none), then left, right, left, right, further out. */
function arcX(index: number, first: number, step: number): number {
  if (index === 0) return 0;
  const rank = Math.ceil(index / 2) - 1;
  const sign = index % 2 === 1 ? -1 : 1;
  return sign * ((first === 0 ? step : first) + rank * step);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
