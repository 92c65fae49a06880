// What `npm run -s movement -- --help` says.
export const USAGE = `npm run -s movement -- COMMAND …

  analyze [--exercise ID] FILE…
      Counts, measures and judges landmark recordings (.jsonl or .jsonl.gz) and prints one line of JSON a file. As the
      exercise of the recording's header unless one is named. A bad file is named with line and reason, the others go
      on; the exit status is 1 then. repetitionTimesMs reach from where the counted angle leaves rest to where it is back there,
      without pauses; where nothing was counted, quality and confidence are 0. Range of motion: interval95Degrees is around
      the maximum, as far below and above it as the truth may lie, and in the same way around the minimum; without
      "measurable" there is no number, because the camera did not see the motion from where it can be measured.

  compare SAVED
      Analyses again what another engine's analyze printed into the file SAVED, from where that was called, and prints one line of
      JSON for each recording that now comes out otherwise: what was said then, and what is said now. The exit status is 1 then.

  list [--table]
      Prints one line of JSON an exercise; with --table how many there are by region and by how they are counted.

  synthesize --exercise ID [options]
      Writes a recording made from the exercise's definition; the truth it was made from is in its header.
      --repetitions N   1 to 1000; 10 unless given
      --error NAME      an error of the exercise, as list names it
      --noise METRES    standard deviation of every coordinate, 0 to 0.2; 0 unless given;
                        or mediapipe: as the shipped pose model sees a body, late, flattened, drifting
      --view DEGREES    turns the whole body: at 0 who stands or sits faces the camera, and who lies on back or belly, or
                        kneels on all fours, is looked at along the body; 90 turns the left side of a standing body
                        to the camera; -180 to 180, 0 unless given
      --seed S          a whole number; the same seed gives the same recording; 1 unless given
      --side SIDE       left, right or both, where the exercise has it
      --tempo FACTOR    2 is twice as fast; 0.25 to 4
      --amplitude PART  1 is the reference's range; 0.1 to 1.5
      --fps N           frames a second, 5 to 120; 30 unless given
      --stature METRES  0.5 to 2.3; 1.7 unless given
      --dwell SECONDS   of stillness at the height of each repetition, 0 to 60; 0 unless given
      --pause SECONDS   of stillness after each repetition, 0 to 60; 0 unless given
      --walk            comes in from the side before and leaves after

  evaluate FOLDER
      Analyses all recordings of a folder whose index.json names the truth, and prints how well they were counted.

  evaluate --synthetic [--ranges] [--cases N] [--seed S]
      Analyses recordings made from the definitions themselves, and prints range of motion and counts against their exact
      truth: N sets of each exercise (20 unless given), from seed S on (1 unless given). Takes minutes;
      with --ranges only the range of motion, before N / 2 persons with the pose model's noise, but at least four.
`;
