/** What a file is that cannot be a catalogue, by its first bytes, and what to do about it. */
interface Kind {
  what: string;
  mend: string;
  is: (head: Buffer) => boolean;
}

const starts =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    bytes.every((byte, index) => head[index] === byte);
const text =
  (wanted: string, at = 0) =>
  (head: Buffer): boolean =>
    head.toString('latin1', at, at + wanted.length) === wanted;
const zipWith = (name: string) => (head: Buffer) => text('PK')(head) && head.includes(name, 0, 'latin1');

const SPREADSHEET = 'Open it in your spreadsheet program and save it as "CSV UTF-8", then import that.';
const UNPACK = 'Unpack it and import the file inside.';
const PICTURE = 'Name the product feed instead.';

const KINDS: readonly Kind[] = [
  { what: 'an Excel workbook (.xlsx)', mend: SPREADSHEET, is: zipWith('xl/') },
  { what: 'an Excel workbook (.xlsx)', mend: SPREADSHEET, is: zipWith('[Content_Types].xml') },
  { what: 'an OpenDocument file', mend: SPREADSHEET, is: zipWith('application/vnd.oasis') },
  { what: 'an old Excel workbook (.xls)', mend: SPREADSHEET, is: starts(0xd0, 0xcf, 0x11, 0xe0) },
  { what: 'a ZIP archive', mend: UNPACK, is: starts(0x50, 0x4b, 0x03, 0x04) },
  { what: 'an empty ZIP archive', mend: UNPACK, is: starts(0x50, 0x4b, 0x05, 0x06) },
  { what: 'a RAR archive', mend: UNPACK, is: text('Rar!') },
  { what: 'a 7-Zip archive', mend: UNPACK, is: starts(0x37, 0x7a, 0xbc, 0xaf) },
  { what: 'a bzip2 file', mend: UNPACK, is: (head) => text('BZh')(head) && text('1AY&SY', 4)(head) },
  { what: 'an xz file', mend: UNPACK, is: starts(0xfd, 0x37, 0x7a, 0x58) },
  { what: 'a Zstandard file', mend: UNPACK, is: starts(0x28, 0xb5, 0x2f, 0xfd) },
  { what: 'a tar archive', mend: UNPACK, is: text('ustar', 257) },
  { what: 'a PNG picture', mend: PICTURE, is: starts(0x89, 0x50, 0x4e, 0x47) },
  { what: 'a JPEG picture', mend: PICTURE, is: starts(0xff, 0xd8, 0xff) },
  { what: 'a GIF picture', mend: PICTURE, is: text('GIF8') },
  { what: 'a WebP picture', mend: PICTURE, is: (head) => text('RIFF')(head) && text('WEBP', 8)(head) },
  { what: 'a PDF document', mend: 'Ask for the catalogue as CSV, JSON or XML.', is: text('%PDF-') },
  { what: 'an SQLite database', mend: 'Export its products as CSV or JSON.', is: text('SQLite format 3') },
  { what: 'a Parquet file', mend: 'Export it as CSV or JSON Lines.', is: text('PAR1') },
  {
    what: 'a web page',
    mend: 'The address it came from may want a login. Fetch the feed itself.',
    is: (head) =>
      /^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b/i.test(head.toString('latin1', 0, 512)),
  },
];

/** A sentence for a file of a kind that is no catalogue; undefined for anything that may be one. */
export function foreignKind(head: Buffer): string | undefined {
  const kind = KINDS.find(({ is }) => is(head));
  return kind && `This is ${kind.what}. ${kind.mend}`;
}
