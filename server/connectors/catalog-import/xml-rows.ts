import { SaxesParser } from 'saxes';
import { MAX_FIELDS, MAX_ROW_BYTES, NOT_UTF8, TOO_LONG } from './lines.ts';
import { ImportError } from './report.ts';

/** A text, the parts of an element that has some, or several of either. */
export type XmlField = string | Record<string, string> | (string | Record<string, string>)[];

export interface XmlRow {
  line: number;
  value?: Record<string, unknown>;
  fault?: string;
}

/** What stands around the items: RSS 2.0, RSS 1.0, Atom. */
const ROOTS = new Set(['rss', 'rdf:RDF', 'feed']);
const ITEMS = new Set(['item', 'entry']);
const GOOGLE = 'http://base.google.com/ns/1.0';
const MAX_DEPTH = 32;
/** Well above any real element; saxes gathers a text until it ends. */
const MAX_TEXT = MAX_ROW_BYTES;

/**
 * The items of an RSS 2.0 or Atom feed with the fields of Google's namespace, one after another. A field that stands several
 * times is a list; one with elements inside is an object of texts. Document types, and with them entities of the file's
 * own, are refused.
 *
 * @throws ImportError with the line when the XML as a whole is broken, cut off, or something else than such a feed
 */
export async function* readXml(input: AsyncIterable<Buffer>): AsyncGenerator<XmlRow> {
  const decoder = new TextDecoder('utf-8');
  const reader = new ItemReader();
  for await (const chunk of input) yield* reader.write(decoder.decode(chunk, { stream: true }));
  yield* reader.write(decoder.decode());
  yield* reader.close();
}

interface Item {
  line: number;
  fields: Map<string, XmlField>;
  size: number;
}

class ItemReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  #rows: XmlRow[] = [];
  /** Names of the open elements. */
  #path: string[] = [];
  #item: { depth: number; item: Item } | undefined;
  #text = '';
  /** Of the field that is open: what stands inside it. */
  #parts: Map<string, string> | undefined;
  #prefix = 'g';
  #since = 0;
  #items = 0;

  constructor() {
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw new ImportError(
        `The XML is broken on line ${parser.line}: ${plain(error)}. Nothing was imported.`,
      );
    });
    parser.on('doctype', () => {
      throw new ImportError(
        `Line ${parser.line} declares a document type (DOCTYPE). Feeds with entities of their own are not read: export it without.`,
      );
    });
    parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes as Record<string, string>));
    parser.on('closetag', ({ name }) => this.#close(name));
    parser.on('text', (text) => this.#add(text));
    parser.on('cdata', (text) => this.#add(text));
    parser.on('comment', () => {
      this.#since = 0;
    });
  }

  write(text: string): XmlRow[] {
    this.#parser.write(text);
    this.#since += text.length;
    if (this.#since > MAX_TEXT)
      throw new ImportError(
        `Near line ${this.#parser.line} stands a text ${TOO_LONG}. Nothing was imported.`,
      );
    return this.#take();
  }

  close(): XmlRow[] {
    try {
      this.#parser.close();
    } catch (error) {
      if (!(error instanceof ImportError) || this.#path.length === 0) throw error;
      const open = this.#path.at(-1);
      throw new ImportError(
        `The XML ends on line ${this.#parser.line} inside <${open}>: the file is cut off. Nothing was imported.`,
      );
    }
    if (this.#items === 0)
      throw new ImportError('There is no <item> or <entry> in this XML: it is no product feed.');
    return this.#take();
  }

  #take(): XmlRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#since = 0;
    if (this.#path.length === 0 && !ROOTS.has(name)) {
      throw new ImportError(
        `This XML begins with <${name.slice(0, 60)}>. Only RSS and Atom feeds with Google's product fields are read.`,
      );
    }
    for (const [key, value] of Object.entries(attributes))
      if (value === GOOGLE && key.startsWith('xmlns:')) this.#prefix = key.slice('xmlns:'.length);
    this.#path.push(name);
    if (this.#path.length > MAX_DEPTH) {
      throw new ImportError(`On line ${this.#parser.line} elements stand more than ${MAX_DEPTH} deep.`);
    }
    const depth = this.#path.length;
    if (!this.#item) {
      if (ITEMS.has(name))
        this.#item = { depth, item: { line: this.#parser.line, fields: new Map(), size: 0 } };
      return;
    }
    if (depth === this.#item.depth + 1) this.#parts = undefined;
    else if (depth === this.#item.depth + 2) this.#parts ??= new Map();
    else return;
    this.#text = '';
  }

  #add(text: string): void {
    this.#since = 0;
    if (!this.#item) return;
    this.#item.item.size += text.length;
    if (this.#item.item.size <= MAX_ROW_BYTES) this.#text += text;
  }

  #close(name: string): void {
    this.#since = 0;
    const depth = this.#path.length;
    this.#path.pop();
    if (!this.#item) return;
    const { item } = this.#item;
    if (depth === this.#item.depth) {
      this.#items += 1;
      this.#rows.push(rowOf(item));
      this.#item = undefined;
    } else if (depth === this.#item.depth + 2) {
      this.#parts?.set(this.#local(name), this.#text.trim());
    } else if (depth === this.#item.depth + 1) {
      const value = this.#parts ? Object.fromEntries(this.#parts) : this.#text.trim();
      if (item.fields.size <= MAX_FIELDS) this.#keep(item.fields, name, value);
      this.#parts = undefined;
    }
  }

  /** Google's own element wins over the feed's of the same name, such as `g:title` over `title`. */
  #keep(fields: Map<string, XmlField>, name: string, value: string | Record<string, string>): void {
    if (value === '') return;
    const own = name.startsWith(`${this.#prefix}:`);
    const key = this.#local(name);
    const before = fields.get(key);
    if (before === undefined) fields.set(key, value);
    else if (REPEATED.has(key)) {
      if (Array.isArray(before)) before.push(value);
      else fields.set(key, [before, value]);
    } else if (own) fields.set(key, value);
  }

  #local(name: string): string {
    return name.startsWith(`${this.#prefix}:`) ? name.slice(this.#prefix.length + 1) : name;
  }
}

/** Fields of Google's specification that may stand several times. */
const REPEATED = new Set([
  'additional_image_link',
  'product_type',
  'product_detail',
  'product_highlight',
  'shipping',
  'tax',
  'custom_label',
  'certification',
  'size_type',
]);

function rowOf({ line, fields, size }: Item): XmlRow {
  if (size > MAX_ROW_BYTES) return { line, fault: TOO_LONG };
  if (fields.size > MAX_FIELDS) return { line, fault: `more than ${MAX_FIELDS} fields` };
  const value = Object.fromEntries(fields);
  // The decoder puts this character where bytes were broken.
  if (JSON.stringify(value).includes('\ufffd')) return { line, fault: NOT_UTF8, value };
  return { line, value };
}

const plain = (error: Error): string =>
  error.message.replace(/^(?:undefined:)?\d+:\d+:\s*/, '').replace(/\.$/, '');
