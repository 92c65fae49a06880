// The group session's room: sockets in, state and messages out. It knows Colyseus and nothing of movement, journal or media.
import { type AuthContext, CloseCode, Room, ServerError } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import type { PointingMessage, StrokeMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { refuseProtocol } from "@ensemble/shared/protocol/protocol-rules.ts";
import { DomainError, REFUSALS, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { refusePointing } from "@ensemble/shared/session/annotation-rules.ts";
import { openForMs } from "@ensemble/shared/session/closing-rules.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { PictureStep, StepCause } from "@ensemble/shared/session/picture-ladder-rules.ts";
import type { Identity, Person } from "../identity/index.ts";
import { createSessionMedia, type OfferedNode, type RecordingKeeper, type SessionMedia } from "../media/index.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { findWriteRefusal } from "../platform/refused-writes.ts";
import type { SessionOwner } from "../platform/session-owner.ts";
import type { StandingConsents } from "../recordings/index.ts";
import type { GroupSession, LiveSession, SessionOutputs } from "../session/index.ts";
import { createAdmission } from "./admit-member.ts";
import { type Arrivals, createArrivals } from "./arrivals.ts";
import { watchForFlood } from "./flood-watch.ts";
import { type ConsentFollower, patientsToFollow } from "./follow-consents.ts";
import { createJoinBudget } from "./join-budget.ts";
import { readPage, readProtocol, readSessionId } from "./join-options.ts";
import { createStreaks, type Streaks } from "./keep-streaks.ts";
import { type HeardFrames, listenToClients } from "./listen-to-clients.ts";
import { joinPulse } from "./pulse.ts";
import { recordUntilDone } from "./record-until-done.ts";
import { rememberMembers } from "./remember-members.ts";
import { createRoomBeat, type RoomBeat } from "./room-beat.ts";
import { countSeats, giveUpSeats, type Member, type SeatClient, takeSeat, tellRefusal } from "./room-seat.ts";
import { SessionRoomState } from "./session-room-state.ts";
import { clinicalOf, createPresence, type Presence, type ShownSession, showSession } from "./show-session.ts";

/** What the room needs from the rest of the server. */
export interface SessionRoomParts {
  readonly findIdentity: (cookie: string | undefined) => Promise<Identity | undefined>;
  readonly findGroupSession: (groupSessionId: string) => Promise<GroupSession | undefined>;
  /** Refuses with a DomainError. */
  readonly openLiveSession: (groupSession: GroupSession, outputs: SessionOutputs) => Promise<LiveSession | undefined>;
  readonly findPeople: (personIds: readonly string[]) => Promise<readonly Person[]>;
  readonly streakDaysOf: (participantId: ParticipantId) => Promise<number>;
  readonly onSessionEnded: (owner: SessionOwner, endedAtMs: number) => Promise<"recorded" | "stale">;
  /** The wall clock. */
  readonly nowMs: () => number;
  readonly media: OfferedNode;
  readonly recordings: RecordingKeeper;
  readonly consents: Pick<StandingConsents, "forget">;
  readonly consentFollower: Pick<ConsentFollower, "follow" | "lookNow">;
  readonly library: ExerciseLibrary;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly allowedOrigin: (origin: string | null, host: string | null) => boolean;
  /** This process has been asked to end. */
  readonly isLeaving: () => boolean;
}

/** Above what everybody's join budget lets be held at once: a person has one seat, the newest, however many were asked for. */
const SEATS = 1_024;
const PAGES_REMEMBERED = 1_000;
/** The journal's end and the lease do not wait longer for it. */
const MEDIA_CLOSES_WITHIN_MS = 5_000;
const LOOK_AT_LINES_MS = 1_000;
const LOOK_AT_WORD_MS = 5_000;
const A_DAY_MS = 86_400_000;

export function createSessionRoom(parts: SessionRoomParts) {
  const { logger, metrics } = parts;
  const joins = createJoinBudget(() => performance.now());
  const door = rememberMembers(createAdmission(parts), parts.nowMs);

  return class SessionRoom extends Room<{ state: SessionRoomState; client: SeatClient }> {
    override maxClients = SEATS;
    override state = new SessionRoomState();
    private shown!: ShownSession & { readonly presence: Map<ParticipantId, Presence> };
    private live!: LiveSession;
    private media!: SessionMedia;
    private roomBeat!: RoomBeat;
    private frames!: HeardFrames;
    private streaks!: Streaks;
    /** Pages whose seat a later page has. */
    private readonly leftBehind = new Set<string>();
    private readonly arrivals = new Map<ParticipantId, Arrivals>();
    private ended = false;
    private over = false;
    private stopWatching = () => {};
    private stopBeating = () => {};
    private stopFollowing = () => {};

    static override async onAuth(_token: string, options: unknown, context: AuthContext): Promise<Member> {
      if (!parts.allowedOrigin(context.headers.get("origin"), context.headers.get("host")))
        refuse("sign_in/foreign_origin");
      // Left to itself, the core would make the room here once more.
      if (parts.isLeaving()) refuse("session/moved");
      const cookie = context.headers.get("cookie") ?? undefined;
      const { member, groupSessionId } = await door(cookie, readSessionId(options)).catch(refuseAsDomain);
      // Refused here, a page takes nobody's seat, and the others see nobody come and go. Older ones say it in their hello only.
      const refused = refuseProtocol(readProtocol(options));
      if (refused !== undefined) refuse(refused);
      if (!joins.spend(groupSessionId, member.personId)) refuse("protocol/too_many");
      return member;
    }

    override async onCreate(options: unknown): Promise<void> {
      const groupSession = await parts.findGroupSession(readSessionId(options));
      if (groupSession === undefined) refuse("session/unknown");
      this.roomId = groupSession.groupSessionId;
      const people = await parts.findPeople(groupSession.members.map((member) => member.participantId));
      const live = await parts.openLiveSession(groupSession, this.outputs()).catch(refuseAsDomain);
      if (live === undefined) refuse("session/moved");
      this.live = live;
      this.shown = {
        live,
        library: parts.library,
        people: new Map(people.map((person) => [person.personId, person])),
        presence: new Map(groupSession.members.map((member) => [member.participantId, createPresence()])),
      };
      this.streaks = createStreaks({
        presence: this.shown.presence,
        streakDaysOf: parts.streakDaysOf,
        changed: () => this.changed(),
        failed: (error) => logger.error({ groupSessionId: this.roomId, err: error }, "streaks could not be read"),
      });
      this.media = createSessionMedia({
        node: parts.media,
        groupSessionId: groupSession.groupSessionId,
        state: () => live.visible(),
        epoch: () => live.epoch,
        nowMs: () => performance.now(),
        schedule: (delayMs, run) => {
          const timer = this.clock.setTimeout(run, delayMs);
          return () => timer.clear();
        },
        tell: (participantId, message) => this.clientOf(participantId)?.send(WIRE.mediaChanged, message),
        recording: {
          keeper: parts.recordings,
          sessionNowMs: () => Math.max(0, Math.round(live.nowMs() - live.visible().openedAtMs)),
          recordedNow: (participantId, recordedNow) => this.showPresence(participantId, { recordedNow }),
          lostLease: live.lostLease,
        },
        stepChanged: (participantId, { step, cause }) => this.showStep(participantId, step, cause),
        lineMarked: (participantId, lineQuality) => this.showPresence(participantId, { lineQuality }),
        report: (what, detail) => logger.warn({ groupSessionId: groupSession.groupSessionId, detail }, what),
      });
      for (const member of groupSession.members)
        if (member.role === "patient") clinicalOf(this.state, member.participantId);
      this.roomBeat = createRoomBeat(this, live, metrics.bodiesLeftOut);
      this.show();
      const failed = (error: unknown) => this.onUncaughtException(error as Error, "onMessage");
      this.frames = listenToClients(this, {
        live,
        media: this.media,
        onFraming: (participantId, framing) => this.showPresence(participantId, { framing }),
        onDeviceCheck: (participantId, deviceCheck) => this.showPresence(participantId, { deviceCheck }),
        failed,
        onPointing: (participantId, message) => this.point(participantId, message),
        metrics,
        logger,
      });
      this.stopWatching = metrics.watch({
        groupSessionId: groupSession.groupSessionId,
        epoch: live.epoch,
        connections: () => countSeats(this.clients),
        state: live.visible,
        framesTaken: live.framesTaken,
        entriesWaiting: live.entriesWaiting,
        isProvisional: live.isProvisional,
        backlog: live.backlog,
        media: this.media.counts,
      });
      this.clock.setInterval(this.media.lookAtLines, LOOK_AT_LINES_MS);
      this.clock.setInterval(live.endForsakenWord, LOOK_AT_WORD_MS);
      this.stopFollowing = parts.consentFollower.follow({
        people: () => patientsToFollow(live.visible()),
        found: live.followConsent,
      });
      this.stopBeating = joinPulse({
        judgeFrames: this.frames.judge,
        beat: () => {
          this.clock.tick();
          this.roomBeat.beat();
        },
        failed,
      });
      // Beats patch. With none the core would have every room's clock tick by a timer of its own, sixty times a second.
      this.patchRate = A_DAY_MS;
    }

    override onJoin(client: SeatClient, options: unknown): void {
      const person = client.auth;
      if (person === undefined) refuse("sign_in/required");
      const participantId = person.personId;
      const whose = { participantId, page: readPage(options) };
      // A page that had no line while another took the seat does not take it back by itself.
      if (whose.page !== "" && this.leftBehind.has(whose.page)) refuse("session/taken_over");
      if (this.leftBehind.size > PAGES_REMEMBERED) this.leftBehind.clear();
      const givenUp = giveUpSeats([...this.clients], client, whose);
      for (const page of givenUp) this.leftBehind.add(page);
      // Another page does not know whose picture the last one made stand still.
      if (person.role === "therapist" && givenUp.length > 0) this.hold(undefined, true);
      takeSeat(client, whose, () => this.live.epoch);
      this.watchForFlood(client, participantId);
      client.view = new StateView();
      for (const [id, clinical] of this.state.clinical) {
        if (person.role === "therapist" || id === participantId) client.view.add(clinical);
      }
      this.live.join(participantId);
      logger.debug({ groupSessionId: this.roomId, participantId }, "participant joined");
      if (person.role !== "patient") return;
      this.streaks.joined(participantId);
      parts.consentFollower.lookNow();
    }

    override onLeave(client: SeatClient, code?: number): void {
      const seat = client.userData;
      // Without a seat: taken over, the person is still there.
      if (seat === undefined) return;
      this.frames.judge();
      this.media.participantLeft(seat.participantId);
      const presence = this.shown.presence.get(seat.participantId);
      if (presence !== undefined) Object.assign(presence, { step: "full", stepCause: "line" });
      const reason = code === CloseCode.CONSENTED ? "left" : "lost";
      this.live.leave(seat.participantId, reason);
      // Another device may come instead; the same one tells it again.
      this.live.recordHold(seat.participantId, false);
      this.showPresence(seat.participantId, { deviceCheck: undefined, held: false });
      if (client.auth?.role === "therapist") this.hold(undefined, true);
      logger.debug({ groupSessionId: this.roomId, participantId: seat.participantId, reason }, "participant left");
    }

    override async onDispose(): Promise<void> {
      this.over = true;
      this.stopWatching();
      this.stopBeating();
      this.stopFollowing();
      this.frames?.judge();
      try {
        const closed = this.media === undefined || (await endsWithin(this.media.close(), MEDIA_CLOSES_WITHIN_MS));
        if (!closed) logger.warn({ groupSessionId: this.roomId }, "audio and video of a room take long to close");
      } catch (error) {
        logger.warn({ groupSessionId: this.roomId, err: error }, "audio and video of a room could not be closed");
      } finally {
        await this.live?.close();
      }
    }

    override onUncaughtException(error: Error, methodName: string): void {
      if (!(error.cause instanceof ServerError)) metrics.roomFailed(this.roomId);
      // Around the cause the core keeps what the client sent.
      logger.error({ groupSessionId: this.roomId, methodName, err: error.cause ?? error }, "a room's handler failed");
    }

    private outputs(): SessionOutputs {
      return {
        changed: () => this.changed(),
        repetition: (message) => {
          metrics.repetitionCounted();
          this.broadcast(WIRE.repetition, message);
        },
        measurement: (message) => this.sendClinical(message.participantId, WIRE.measurement, message),
        cue: (message) => {
          const presence = this.shown.presence.get(message.participantId);
          if (presence !== undefined) presence.cue = message.cue;
          this.sendClinical(message.participantId, WIRE.cue, message);
          this.changed();
        },
        alarm: (message) => this.sendClinical(message.participantId, WIRE.alarm, message),
        acknowledge: (participantId, message) => this.clientOf(participantId)?.send(WIRE.acknowledgement, message),
        refuse: (participantId, code) => {
          const client = this.clientOf(participantId);
          if (client !== undefined) this.refuseTo(client, code);
        },
        consentTakenBack: (consentId) =>
          void parts.consents
            .forget(consentId)
            .catch((error: unknown) =>
              logger.warn(
                { consentId, err: error },
                "a consent that was taken back is still in the store, trying again later",
              ),
            ),
        lost: () => void this.disconnect(CLOSE_CODES.moved),
      };
    }

    private changed(): void {
      if (this.shown === undefined || this.over) return;
      this.show();
      this.media.sessionChanged();
      this.streaks.sessionChanged(this.live.visible(), this.live.isProvisional());
      const endedAtMs = this.live.endKeptAtMs();
      if (this.ended || endedAtMs === undefined) return;
      this.ended = true;
      logger.info({ groupSessionId: this.roomId }, "session ended");
      void recordUntilDone({
        record: () => this.recordEnd(endedAtMs),
        isOver: () => this.over,
        schedule: (delayMs, run) => this.clock.setTimeout(run, delayMs),
        failed: (error) =>
          logger.error({ groupSessionId: this.roomId, err: error }, "the end of a session is not recorded yet"),
      });
      this.clock.setTimeout(() => void this.disconnect(CLOSE_CODES.closed), Math.max(0, this.openForMs(endedAtMs)));
    }

    /** By this owner's own clock; of an end that was recorded before, as whoever asks to come in is judged. */
    private openForMs(endedAtMs: number): number {
      const { nowMs, groupSession } = this.live;
      const recordedAtMs = groupSession.endedAtMs;
      return recordedAtMs === undefined ? openForMs(endedAtMs, nowMs()) : openForMs(recordedAtMs, parts.nowMs());
    }

    private async recordEnd(endedAtMs: number): Promise<void> {
      const owner = { groupSessionId: this.roomId, epoch: this.live.epoch };
      // Whoever asks to come in later is judged by the clock of all processes, which may have been set meanwhile.
      const endedAgoMs = this.live.nowMs() - endedAtMs;
      if ((await parts.onSessionEnded(owner, parts.nowMs() - endedAgoMs)) === "stale") this.live.lostLease();
    }

    private watchForFlood(client: SeatClient, participantId: ParticipantId): void {
      const arrivals = this.arrivals.get(participantId) ?? createArrivals(() => performance.now());
      this.arrivals.set(participantId, arrivals);
      watchForFlood(client, arrivals, () => {
        metrics.clientFlooded();
        logger.warn({ groupSessionId: this.roomId, participantId }, "a client sent far too much and was put off");
      });
    }

    private showPresence(participantId: ParticipantId, change: Partial<Presence>): void {
      const presence = this.shown.presence.get(participantId);
      if (presence !== undefined) Object.assign(presence, change);
      this.show();
    }

    /** Of this moment: told to the patient concerned, kept nowhere. */
    private point(actorId: ParticipantId, message: PointingMessage): RefusalCode | undefined {
      const { participantId } = message;
      const refused = refusePointing(this.live.visible(), actorId, participantId);
      if (refused !== undefined) return refused;
      if (message.kind === "hold") this.hold(participantId, message.held);
      else {
        const { kind: _, ...stroke } = message;
        const told: StrokeMessage = { epoch: this.live.epoch, ...stroke };
        this.clientOf(participantId)?.send(WIRE.stroke, told);
      }
      return undefined;
    }

    /** One picture at a time stands still, and none (undefined) without the one who explains it. */
    private hold(participantId: ParticipantId | undefined, held: boolean): void {
      for (const [id, presence] of this.shown.presence) {
        if (id === participantId) presence.held = held;
        else if (held) presence.held = false;
        this.live.recordHold(id, presence.held);
      }
      this.show();
    }

    private showStep(participantId: ParticipantId, step: PictureStep, stepCause: StepCause): void {
      const presence = this.shown.presence.get(participantId);
      if (presence !== undefined) Object.assign(presence, { step, stepCause });
      this.live.recordStep(participantId, step, stepCause);
      this.show();
    }

    private show(): void {
      showSession(this.state, this.shown);
      this.roomBeat.stateChanged();
    }

    private sendClinical(participantId: ParticipantId, type: string, message: unknown): void {
      for (const client of this.clients) {
        if (client.auth?.role === "therapist" || client.userData?.participantId === participantId)
          client.send(type, message);
      }
    }

    private clientOf(participantId: ParticipantId): SeatClient | undefined {
      return this.clients.find((client) => client.userData?.participantId === participantId);
    }

    private refuseTo(client: SeatClient, code: RefusalCode): void {
      tellRefusal(client, code, this.live.epoch);
    }
  };
}

function refuseAsDomain(error: unknown): never {
  if (error instanceof DomainError) refuse(error.code);
  if (findWriteRefusal(error) !== undefined) refuse("server/refuses_writes");
  throw error;
}

function refuse(code: RefusalCode): never {
  throw new ServerError(REFUSALS[code], code);
}
