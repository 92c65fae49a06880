// The truth about a folder of landmark recordings: the format of its index.
import { z } from "zod";

const index = z.array(
  z.object({
    file: z.string().min(1),
    /** What the person does; null where nobody has said. */
    exercise: z.string().nullish(),
    /** Counted by people; missing where nobody has. */
    repetitions: z.number().int().min(0).optional(),
    /** First and last frame of each repetition. */
    repetitionFrames: z.array(z.tuple([z.number().int(), z.number().int()])).optional(),
    set: z.string().min(1),
    /** Whether it was done as it should be, in sets that have both. */
    correct: z.boolean().optional(),
    /** With stillness before, between and after. */
    paused: z.boolean().optional(),
  }),
);
export type IndexedRecording = z.output<typeof index>[number];

/** Takes the parsed JSON. Throws an error that names each wrong field by its path. */
export function parseRecordingIndex(json: unknown): IndexedRecording[] {
  const result = index.safeParse(json);
  if (!result.success) throw new Error(z.prettifyError(result.error));
  return result.data;
}
