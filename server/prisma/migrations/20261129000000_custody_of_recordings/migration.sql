-- AlterTable
ALTER TABLE "recording" ADD COLUMN     "held_why" VARCHAR(40);

-- CreateIndex
CREATE INDEX "audit_entry_clinic_id_subject_idx" ON "audit_entry"("clinic_id", "subject");

-- A tombstone has no key and is held by nobody. It says whose recording it was, so that who was recorded can be told what became of it; those
-- of before this say it of nobody.
ALTER TABLE "recording" DROP CONSTRAINT "recording_tombstone";
ALTER TABLE "recording" ADD CONSTRAINT "recording_tombstone" CHECK (
  ("destroyed_at" IS NULL) = ("key_wrapped" IS NOT NULL)
  AND ("destroyed_at" IS NULL) = ("clinic_key" IS NOT NULL)
  AND ("destroyed_at" IS NOT NULL OR "participant_id" IS NOT NULL)
  AND ("destroyed_at" IS NULL OR ("end_sealed" IS NULL AND "held_since" IS NULL AND "destroyed_by" IS NOT NULL AND "destroyed_why" IS NOT NULL))
);
ALTER TABLE "recording" ADD CONSTRAINT "recording_held_why" CHECK ("held_why" IS NULL OR "held_since" IS NOT NULL);
