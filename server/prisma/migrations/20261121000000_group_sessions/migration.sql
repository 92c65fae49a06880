-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('therapist', 'patient');

-- CreateTable
CREATE TABLE "clinic" (
    "id" VARCHAR(64) NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" VARCHAR(64) NOT NULL,
    "clinic_id" VARCHAR(64) NOT NULL,
    "role" "Role" NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "nickname_sealed" BYTEA NOT NULL,
    "language" VARCHAR(8) NOT NULL DEFAULT 'en',
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" VARCHAR(64) NOT NULL,
    "person_id" VARCHAR(64) NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_session" (
    "id" VARCHAR(64) NOT NULL,
    "clinic_id" VARCHAR(64) NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "demonstration" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_session_member" (
    "group_session_id" VARCHAR(64) NOT NULL,
    "person_id" VARCHAR(64) NOT NULL,
    "role" "Role" NOT NULL,
    "mark" SMALLINT NOT NULL,

    CONSTRAINT "group_session_member_pkey" PRIMARY KEY ("group_session_id","person_id")
);

-- CreateTable
CREATE TABLE "session_lease" (
    "group_session_id" VARCHAR(64) NOT NULL,
    "epoch" INTEGER NOT NULL,
    "holder" VARCHAR(64),
    "renewals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "session_lease_pkey" PRIMARY KEY ("group_session_id")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "group_session_id" VARCHAR(64) NOT NULL,
    "sequence" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "fact" JSONB NOT NULL,
    "text_sealed" BYTEA,
    "command_id" VARCHAR(64),
    "marks" JSONB,
    "participant_id" VARCHAR(64),
    "set_id" VARCHAR(64),
    "ordinal" INTEGER,
    "batch" INTEGER NOT NULL,

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("group_session_id","sequence")
);

-- CreateTable
CREATE TABLE "frame_batch" (
    "group_session_id" VARCHAR(64) NOT NULL,
    "batch" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "frames_sealed" BYTEA NOT NULL,

    CONSTRAINT "frame_batch_pkey" PRIMARY KEY ("group_session_id","batch")
);

-- CreateTable
CREATE TABLE "pose_chunk" (
    "group_session_id" VARCHAR(64) NOT NULL,
    "participant_id" VARCHAR(64) NOT NULL,
    "first_frame" BIGINT NOT NULL,
    "last_frame" BIGINT NOT NULL,
    "set_id" VARCHAR(64) NOT NULL,
    "epoch" INTEGER NOT NULL,
    "frames_sealed" BYTEA NOT NULL,
    "checkpoint_sealed" BYTEA,

    CONSTRAINT "pose_chunk_pkey" PRIMARY KEY ("group_session_id","participant_id","first_frame")
);

-- CreateIndex
CREATE INDEX "person_clinic_id_idx" ON "person"("clinic_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_person_id_idx" ON "sign_in"("person_id");

-- CreateIndex
CREATE INDEX "group_session_clinic_id_starts_at_idx" ON "group_session"("clinic_id", "starts_at");

-- CreateIndex
CREATE INDEX "group_session_member_person_id_idx" ON "group_session_member"("person_id");

-- CreateIndex
CREATE INDEX "journal_entry_participant_id_kind_idx" ON "journal_entry"("participant_id", "kind");

-- CreateIndex
CREATE INDEX "journal_entry_group_session_id_kind_participant_id_sequence_idx" ON "journal_entry"("group_session_id", "kind", "participant_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_group_session_id_command_id_key" ON "journal_entry"("group_session_id", "command_id");

-- CreateIndex
CREATE UNIQUE INDEX "journal_entry_group_session_id_participant_id_set_id_ordina_key" ON "journal_entry"("group_session_id", "participant_id", "set_id", "ordinal");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_session" ADD CONSTRAINT "group_session_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_session_member" ADD CONSTRAINT "group_session_member_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_session_member" ADD CONSTRAINT "group_session_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_lease" ADD CONSTRAINT "session_lease_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frame_batch" ADD CONSTRAINT "frame_batch_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pose_chunk" ADD CONSTRAINT "pose_chunk_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


