-- CreateEnum
CREATE TYPE "RecordingSource" AS ENUM ('camera', 'microphone');

-- CreateTable
CREATE TABLE "recording" (
    "id" VARCHAR(64) NOT NULL,
    "group_session_id" VARCHAR(64) NOT NULL,
    "participant_id" VARCHAR(64),
    "source" "RecordingSource" NOT NULL,
    "content_type" VARCHAR(64) NOT NULL,
    "begins_at_ms" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_sealed" BYTEA,
    "key_wrapped" BYTEA,
    "clinic_key" VARCHAR(32),
    "sent_at" TIMESTAMPTZ(3),
    "held_since" TIMESTAMPTZ(3),
    "destroyed_at" TIMESTAMPTZ(3),
    "destroyed_by" VARCHAR(16),
    "destroyed_why" VARCHAR(40),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "recording_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recording_piece" (
    "recording_id" VARCHAR(64) NOT NULL,
    "piece" INTEGER NOT NULL,
    "first_byte" BIGINT NOT NULL,
    "starts_ms" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "key_frame" BOOLEAN NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "recording_piece_pkey" PRIMARY KEY ("recording_id","piece")
);

-- CreateTable
CREATE TABLE "recording_object" (
    "recording_id" VARCHAR(64) NOT NULL,
    "first_piece" INTEGER NOT NULL,
    "last_piece" INTEGER NOT NULL,
    "first_byte" BIGINT NOT NULL,
    "pieces" JSONB NOT NULL,

    CONSTRAINT "recording_object_pkey" PRIMARY KEY ("recording_id","first_piece")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "clinic_id" VARCHAR(64) NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" VARCHAR(64),
    "actor_role" VARCHAR(16) NOT NULL,
    "action" VARCHAR(40) NOT NULL,
    "subject" VARCHAR(64) NOT NULL,
    "reason" VARCHAR(40),
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "mark" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("clinic_id","sequence")
);

-- CreateIndex
CREATE INDEX "recording_group_session_id_idx" ON "recording"("group_session_id");

-- AddForeignKey
ALTER TABLE "recording" ADD CONSTRAINT "recording_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_piece" ADD CONSTRAINT "recording_piece_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_object" ADD CONSTRAINT "recording_object_recording_id_fkey" FOREIGN KEY ("recording_id") REFERENCES "recording"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What was sealed cannot be made smaller: do not try.
ALTER TABLE "recording_piece" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

-- A tombstone says nothing of a person, and has no key.
ALTER TABLE "recording" ADD CONSTRAINT "recording_tombstone" CHECK (
  ("destroyed_at" IS NULL) = ("key_wrapped" IS NOT NULL)
  AND ("destroyed_at" IS NULL) = ("clinic_key" IS NOT NULL)
  AND ("destroyed_at" IS NULL) = ("participant_id" IS NOT NULL)
  AND ("destroyed_at" IS NULL OR ("end_sealed" IS NULL AND "destroyed_by" IS NOT NULL AND "destroyed_why" IS NOT NULL))
);

-- The audit log only grows. This is against mistakes and faulty programs: who owns the database can take the trigger away, and is found
-- out by the chain. A demo clinic that begins anew names itself, and is let go.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('ensemble.forgotten_clinic', true) = OLD.clinic_id THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is only added to';
END
$$;
CREATE TRIGGER "audit_entry_only_grows" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_entry_is_never_emptied" BEFORE TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
ALTER TABLE "audit_entry" ENABLE ALWAYS TRIGGER "audit_entry_only_grows";
ALTER TABLE "audit_entry" ENABLE ALWAYS TRIGGER "audit_entry_is_never_emptied";
