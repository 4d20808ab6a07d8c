import type { ImportReport, RowFault } from '../connectors/catalog-import/report.ts';

const count = (n: number): string => n.toLocaleString('en');
const counted = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;

/** The report for a person; at most `show` reasons and `show` warnings are written out. */
export function reportText(report: ImportReport, show: number): string {
  const { read, created, updated, unchanged, refused, retired, categories, seconds, dryRun } = report;
  const parts = [
    `${counted(created, 'product', 'products')} added`,
    `${count(updated)} changed`,
    `${count(unchanged)} unchanged`,
    `${count(refused)} refused`,
    ...(retired > 0 ? [`${count(retired)} retired`] : []),
  ];
  const did = report.stopped ? 'Stopped after' : dryRun ? 'Dry run, nothing was written. Read' : 'Read';
  const lines = [`${did} ${counted(read, 'row', 'rows')} in ${seconds.toFixed(1)} s: ${parts.join(', ')}.`];
  if (categories > 0)
    lines.push(`${counted(categories, 'category', 'categories')} ${dryRun ? 'to write' : 'written'}.`);
  if (report.shopSettings === 'imported') lines.push("The shop's settings were taken from the file.");
  if (report.shopSettings === 'made') {
    lines.push(
      `The shop had no settings: it ${dryRun ? 'would get' : 'now has'} one market, one location, free standard shipping and no tax. Change them through the admin API.`,
    );
  }
  if (report.notRetired !== undefined) lines.push('', `Nothing was retired: ${report.notRetired}`);
  if (report.retiredProducts.length > 0) lines.push('', ...retiredLines(report, show));
  if (refused > 0) lines.push('', 'Refused:', ...listed(report.faults, report.faultCount, show));
  if (report.warningCount > 0)
    lines.push('', 'Warnings:', ...listed(report.warnings, report.warningCount, show));
  if (report.faults.some((fault) => fault.reason.startsWith('SKU "'))) {
    lines.push('', 'To take rows in without a SKU that does not fit, say --unfit-sku leave_out.');
  }
  return lines.join('\n');
}

function retiredLines({ retiredProducts, dryRun, notRetired }: ImportReport, show: number): string[] {
  const lines = [
    dryRun || notRetired !== undefined
      ? 'No longer in the file, to be retired:'
      : 'Retired, because the file no longer holds them:',
    ...retiredProducts.slice(0, show).map(({ id, title }) => `  ${id}: ${title}`),
  ];
  const rest = retiredProducts.length - show;
  return rest > 0 ? [...lines, `  and ${count(rest)} more; --json lists them.`] : lines;
}

/** Reasons that repeat are told once, with their lines. */
function listed(faults: readonly RowFault[], total: number, show: number): string[] {
  const alike = new Map<string, RowFault[]>();
  for (const fault of faults) {
    const key = `${fault.field ?? ''}\n${fault.reason}`;
    alike.set(key, [...(alike.get(key) ?? []), fault]);
  }
  const kinds = [...alike.values()];
  const lines: string[] = [];
  let told = 0;
  for (const kind of kinds) {
    if (lines.length >= show) break;
    // Up to three alike are told one by one.
    if (kind.length > MANY) {
      lines.push(`  ${placeOf(kind)}: ${kind[0]!.reason}`);
      told += kind.length;
    } else {
      const few = kind.slice(0, show - lines.length);
      lines.push(...few.map((fault) => `  ${placeOf([fault])}: ${fault.reason}`));
      told += few.length;
    }
  }
  const rest = total - told;
  return rest > 0
    ? [...lines, `  and ${count(rest)} more; --show N prints more of them, --report FILE writes all.`]
    : lines;
}

const MANY = 3;

function placeOf(faults: readonly RowFault[]): string {
  const [first] = faults;
  const field = first!.field ?? '';
  if (faults.length === 1) {
    const id = first!.id === undefined ? '' : `(${first!.id})`;
    return [`line ${first!.line}`, id, field].filter(Boolean).join(' ');
  }
  const lines = faults.slice(0, MANY).map(({ line }) => line);
  return [`lines ${lines.join(', ')} and ${count(faults.length - lines.length)} more`, field]
    .filter(Boolean)
    .join(' ');
}
