-- AlterTable
ALTER TABLE "audit_entry" ALTER COLUMN "subject" SET DATA TYPE VARCHAR(160);

-- CreateTable
CREATE TABLE "review_comment" (
    "id" VARCHAR(64) NOT NULL,
    "group_session_id" VARCHAR(64) NOT NULL,
    "participant_id" VARCHAR(64) NOT NULL,
    "author_id" VARCHAR(64) NOT NULL,
    "set_id" VARCHAR(64) NOT NULL,
    "at_ms" INTEGER NOT NULL,
    "content_sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_comment_group_session_id_participant_id_idx" ON "review_comment"("group_session_id", "participant_id");

-- CreateIndex
CREATE INDEX "review_comment_participant_id_sent_at_idx" ON "review_comment"("participant_id", "sent_at");

-- AddForeignKey
ALTER TABLE "review_comment" ADD CONSTRAINT "review_comment_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
