// Reads every import of the product's sources and names those that break a rule.
import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";

export interface ImportReading {
  readonly modules: readonly string[];
  /** "rule: from → to", one for each breach. */
  readonly breaches: readonly string[];
}

/**
 * With TypeScript 7 installed dependency-cruiser's own TypeScript reader finds nothing and reports success, hence the
 * named parser; callers check `modules`, too.
 */
export async function readImports(
  clone: string,
  folders: readonly string[],
  rules: readonly IForbiddenRuleType[],
): Promise<ImportReading> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: clone,
      parser: "swc",
      // Imports of types count as well: a rule is about what a file must know.
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: { forbidden: [...rules] },
      doNotFollow: { path: "(^|/)node_modules/" },
      exclude: { path: "(^|/)(dist|generated)/" },
    },
    {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "default", "node"],
    },
  );
  const result = output as ICruiseResult;
  return {
    modules: result.modules.map((module) => module.source).filter((source) => !source.includes("node_modules/")),
    breaches: result.summary.violations.map((breach) => `${breach.rule.name}: ${breach.from} → ${breach.to}`),
  };
}
