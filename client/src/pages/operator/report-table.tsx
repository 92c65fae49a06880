// One table of the operator's page: named, with a head that stays, numbers to the right, and words where there is nothing to list.
import { type ReactNode, useId } from "react";
import classes from "./report-table.module.css";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly number?: true;
}

interface ReportTableProps<Row> {
  readonly title: string;
  readonly columns: readonly [Column<Row>, ...Column<Row>[]];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Said in place of rows. */
  readonly empty: string;
  /** Rows that need attention. */
  readonly isDue?: (row: Row) => boolean;
}

export function ReportTable<Row>({ title, columns, rows, keyOf, empty, isDue }: ReportTableProps<Row>) {
  const id = useId();
  const [first, ...others] = columns;
  return (
    <div className={classes.section}>
      <h2 id={id} className={classes.title}>
        {title}
        {rows.length > 1 ? <span className={classes.count}>{rows.length}</span> : null}
      </h2>
      {rows.length === 0 ? (
        <p className={classes.empty}>{empty}</p>
      ) : (
        // Scrolled by the arrow keys too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by those who have no mouse.
        <section className={classes.scroll} aria-labelledby={id} tabIndex={0}>
          <table className={classes.table} aria-labelledby={id}>
            <thead>
              <tr>
                {columns.map(({ head, number }) => (
                  <th key={head} scope="col" data-number={number}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)} data-due={isDue?.(row) || undefined}>
                  <th scope="row">{first.cell(row)}</th>
                  {others.map(({ head, cell, number }) => (
                    <td key={head} data-number={number}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
