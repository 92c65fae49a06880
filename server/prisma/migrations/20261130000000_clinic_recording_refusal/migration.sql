-- CreateEnum
CREATE TYPE "RecordingOnRefusal" AS ENUM ('leaveOut', 'stop');

-- AlterTable
ALTER TABLE "clinic" ADD COLUMN     "recording_on_refusal" "RecordingOnRefusal";
