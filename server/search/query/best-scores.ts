/** The best so many of all numbers that were added: a heap with the least of them on top. */
export class BestScores {
  readonly #heap: Float64Array;
  #count = 0;

  constructor(size: number) {
    this.#heap = new Float64Array(size);
  }

  /** Less is not among the best any more. */
  get least(): number {
    return this.#count < this.#heap.length ? Number.NEGATIVE_INFINITY : this.#heap[0]!;
  }

  add(score: number): void {
    const heap = this.#heap;
    if (this.#count < heap.length) {
      let at = this.#count++;
      for (; at > 0; at = (at - 1) >> 1) {
        const parent = heap[(at - 1) >> 1]!;
        if (parent <= score) break;
        heap[at] = parent;
      }
      heap[at] = score;
    } else if (score > heap[0]!) this.#replaceLeast(score);
  }

  #replaceLeast(score: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
      if (heap[child]! >= score) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = score;
  }
}
