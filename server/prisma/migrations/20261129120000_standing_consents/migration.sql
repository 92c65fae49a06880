-- CreateTable
CREATE TABLE "standing_consent" (
    "id" VARCHAR(64) NOT NULL,
    "person_id" VARCHAR(64) NOT NULL,
    "audience" VARCHAR(40) NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "standing_consent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "standing_consent_person_id_idx" ON "standing_consent"("person_id");

-- AddForeignKey
ALTER TABLE "standing_consent" ADD CONSTRAINT "standing_consent_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
