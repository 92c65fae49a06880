-- CreateEnum
CREATE TYPE "PersonRole" AS ENUM ('therapist', 'patient', 'operator');

-- AlterTable: everybody keeps the role they have.
ALTER TABLE "person" ALTER COLUMN "role" TYPE "PersonRole" USING "role"::text::"PersonRole";
