import type { ImportReport, RowFault } from '../connectors/catalog-import/report.ts';

const count = (n: number): string => n.toLocaleString('en');
const counted = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

/** The report for a person; at most `show` bad rows and `show` warnings are written out. */
export function reportText(report: ImportReport, show: number): string {
  const { read, created, updated, unchanged, refused, categories, seconds } = report;
  const lines = [
    `${report.stopped ? 'Stopped after' : 'Read'} ${counted(read, 'row', 'rows')} in ${seconds.toFixed(1)} s: ${counted(created, 'product', 'products')} created, ${count(updated)} updated, ${count(unchanged)} unchanged, ${counted(refused, 'row', 'rows')} refused.`,
  ];
  if (categories > 0) lines.push(`${counted(categories, 'category', 'categories')} written.`);
  if (report.shopSettings === 'imported') lines.push("The shop's settings were taken from the file.");
  if (report.shopSettings === 'made') {
    lines.push(
      'The shop had no settings: it now has one market, one location, free standard shipping and no tax. Change them through the admin API.',
    );
  }
  if (refused > 0) lines.push('', 'Refused:', ...listed(report.faults, report.faults.length, show));
  if (report.warningCount > 0)
    lines.push('', 'Left out:', ...listed(report.warnings, report.warningCount, show));
  if (report.faults.some((fault) => fault.field?.endsWith('.sku'))) {
    lines.push(
      '',
      'To take rows in without a SKU that does not fit, write "unfit_sku": "leave_out" in the mapping.',
    );
  }
  return lines.join('\n');
}

function listed(faults: readonly RowFault[], total: number, show: number): string[] {
  const lines = faults.slice(0, show).map(({ line, id, field, reason }) => {
    const where = [`line ${line}`, id === undefined ? '' : `(${id})`, field === undefined ? '' : `${field}`];
    return `  ${where.filter(Boolean).join(' ')}: ${reason}`;
  });
  const rest = total - lines.length;
  return rest > 0
    ? [...lines, `  and ${count(rest)} more; --show N prints more of them, --json all.`]
    : lines;
}
