import { describe, expect, it } from "vitest";
import { advanceOneEuro, FILTER_NUMBERS, FILTER_VALUE, type OneEuroRule } from "./one-euro-filter.ts";

// Written out from the paper's formulas (Casiez et al. 2012, section "The 1€ filter"): r = 2π·fc·Te, α = r / (r + 1), exponential smoothing
// of the value and of its derivative, fc = fcmin + β·|derivative|.
function paperFilter(
  values: readonly number[],
  times: readonly number[],
  fcmin: number,
  beta: number,
  dcutoff: number,
) {
  const alpha = (te: number, fc: number) => (2 * Math.PI * fc * te) / (2 * Math.PI * fc * te + 1);
  const out = [values[0]!];
  let derivative = 0;
  for (let k = 1; k < values.length; k++) {
    const te = times[k]! - times[k - 1]!;
    const ad = alpha(te, dcutoff);
    derivative = ad * ((values[k]! - values[k - 1]!) / te) + (1 - ad) * derivative;
    const a = alpha(te, fcmin + beta * Math.abs(derivative));
    out.push(a * values[k]! + (1 - a) * out[k - 1]!);
  }
  return out;
}

describe("1€ filter", () => {
  it.each<OneEuroRule>([
    { minimumCutoffHertz: 1, beta: 0, speedCutoffHertz: 1 },
    { minimumCutoffHertz: 1, beta: 0.007, speedCutoffHertz: 1 },
    { minimumCutoffHertz: 3, beta: 0.02, speedCutoffHertz: 2 },
  ])("[SMO1] gives what the paper's formulas give, at uneven times ($minimumCutoffHertz Hz, $beta)", (rule) => {
    const times = Array.from({ length: 80 }, (_, i) => i / 30 + (i % 3) * 0.004);
    const values = times.map((t, i) => 60 * Math.sin(t * 3) + (i % 2 === 0 ? 2 : -2) + (t > 1.5 ? 40 : 0));
    const expected = paperFilter(values, times, rule.minimumCutoffHertz, rule.beta, rule.speedCutoffHertz);
    const memory = new Float64Array(FILTER_NUMBERS);
    const got = values.map((value, i) => {
      advanceOneEuro(memory, 0, value, i === 0 ? 0 : times[i]! - times[i - 1]!, rule);
      return memory[FILTER_VALUE]!;
    });
    for (let i = 0; i < got.length; i++) expect(got[i]).toBeCloseTo(expected[i]!, 9);
  });
});
