import { element } from './blocks.js';

const MOST = 3;
/** Larger pictures are made smaller before they are sent: nobody needs more to know a product by. */
const LONGEST_SIDE = 1600;
const LONGEST_NOTE_MS = 120_000;

/** Pictures and voice notes that go with a message. What the shop cannot take has no button. */
export class Attachments {
  /** @param {{ texts: object, drop: HTMLElement, send: () => void, tell: (problem: string) => void }} options `drop`: where files may be dropped */
  constructor({ texts, drop, send, tell }) {
    this.texts = texts;
    this.send = send;
    this.tell = tell;
    this.files = [];
    this.picker = element('input', {
      type: 'file',
      accept: 'image/*',
      multiple: true,
      hidden: true,
      onchange: () => {
        this.add(this.picker.files);
        this.picker.value = '';
      },
    });
    this.attach = button('picture', texts.attach, () => this.picker.click());
    this.record = button('microphone', texts.record, () => this.listen());
    this.list = element('ul', { class: 'files', 'aria-label': texts.attached, hidden: true });
    this.accept([]);
    this.controls = [this.list, this.picker, this.attach, this.record];
    const carries = (event) => this.images && event.dataTransfer?.types.includes('Files');
    drop.addEventListener('dragover', (event) => carries(event) && event.preventDefault());
    drop.addEventListener('drop', (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      this.add(event.dataTransfer.files);
    });
    drop.addEventListener('paste', (event) => {
      const { files } = event.clipboardData;
      if (!this.images || files.length === 0) return;
      event.preventDefault();
      this.add(files);
    });
  }

  /** @param {readonly string[]} kinds what the shop understands: `image`, `voice` */
  accept(kinds) {
    this.images = kinds.includes('image');
    this.attach.hidden = !this.images;
    this.record.hidden = !(kinds.includes('voice') && window.MediaRecorder && navigator.mediaDevices);
  }

  add(files) {
    const pictures = [...files].filter(({ type }) => type.startsWith('image/'));
    this.files.push(...pictures.slice(0, MOST - this.files.length));
    this.show();
  }

  /** What goes with the message that is sent now. */
  take() {
    const taken = this.files;
    this.files = [];
    this.show();
    return taken;
  }

  show() {
    const { remove } = this.texts;
    this.list.replaceChildren(
      ...this.files.map((file) =>
        element(
          'li',
          {},
          preview(file),
          button('cross', `${remove}: ${file.name}`, () => {
            this.files = this.files.filter((other) => other !== file);
            this.show();
            this.attach.focus();
          }),
        ),
      ),
    );
    this.list.hidden = this.files.length === 0;
  }

  /** Records until it is pressed again, and sends what was said. */
  async listen() {
    if (this.recorder) return this.recorder.stop();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return this.tell(this.texts.noMicrophone);
    }
    const parts = [];
    const recorder = new MediaRecorder(stream);
    this.recorder = recorder;
    const state = (on) => {
      this.record.classList.toggle('recording', on);
      this.record.setAttribute('aria-label', on ? this.texts.stop : this.texts.record);
      this.record.title = on ? this.texts.stop : this.texts.record;
    };
    const tooLong = setTimeout(() => recorder.stop(), LONGEST_NOTE_MS);
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('stop', () => {
      clearTimeout(tooLong);
      this.recorder = undefined;
      state(false);
      for (const track of stream.getTracks()) track.stop();
      const note = new Blob(parts, { type: recorder.mimeType });
      if (note.size === 0) return;
      this.files.push(note);
      this.send();
    });
    recorder.start();
    state(true);
  }
}

/** Strokes on a field of 24 by 24. */
const SHAPES = {
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9h.01',
  microphone: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  cross: 'M7 7l10 10M17 7L7 17',
};

function button(shape, label, onclick) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[shape]);
  svg.append(path);
  return element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': label, title: label, onclick },
    svg,
  );
}

/** A small picture of a file of this device. */
function preview(file) {
  const url = URL.createObjectURL(file);
  return element('img', {
    src: url,
    alt: file.name ?? '',
    class: 'preview',
    onload: () => URL.revokeObjectURL(url),
  });
}

/**
 * What came with a message, as it is shown in the transcript.
 * @param {readonly (Blob | { kind: string })[]} attached files of this device, or what the server says of earlier ones
 */
export const attachedElements = (attached, texts) =>
  attached.map((one) => {
    const image = one instanceof Blob ? one.type.startsWith('image/') : one.kind === 'image';
    if (image && one instanceof Blob) return preview(one);
    return element('p', { class: 'attached' }, image ? texts.picture : texts.voice);
  });

/** A picture made smaller, without what a camera writes into it of place and time; other files as they are. */
export async function readyToSend(file) {
  if (!file.type.startsWith('image/')) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = element('canvas', {
      width: Math.max(1, Math.round(bitmap.width * scale)),
      height: Math.max(1, Math.round(bitmap.height * scale)),
    });
    const context = canvas.getContext('2d');
    // JPEG has no transparency: what shines through is white, as on a page.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', 0.85);
    });
    return made ?? file;
  } catch {
    return file;
  }
}
