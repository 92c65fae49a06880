// A Markdown table whose columns are padded, so that it reads in a terminal too. The last is not: it is often prose, and would wrap every line.
export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const last = headings.length - 1;
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column < last ? cell.padEnd(widths[column] ?? 0) : cell)).join(" | ")} |`;
  const rule = headings.map((heading, column) => "-".repeat(column < last ? (widths[column] ?? 0) : heading.length));
  return [line(headings), line(rule), ...rows.map(line)].join("\n");
}
