// Decodes LZMA, the compression in xz: https://www.7-zip.org/sdk.html (lzma-specification.txt), with the chunks of LZMA2.

/** LzmaError says that the bytes are no LZMA2, or end too early. */
export class LzmaError extends Error {
  override readonly name = 'LzmaError';

  constructor(readonly problem: 'cut' | 'damaged') {
    super(problem);
  }
}

const states = 12;
const positions = 16;
/** A tree for the length of a match: two choices, then three trees. */
const lengthSize = 2 + positions * 8 * 2 + 256;
// Where the probabilities of each decision begin.
const isMatch = 0;
const isRep = isMatch + states * positions;
const isRepG0 = isRep + states;
const isRepG1 = isRepG0 + states;
const isRepG2 = isRepG1 + states;
const isRep0Long = isRepG2 + states;
const posSlot = isRep0Long + states * positions;
const posSpecial = posSlot + 4 * 64;
const posAlign = posSpecial + 128;
const lengths = posAlign + 16;
const repLengths = lengths + lengthSize;
const literals = repLengths + lengthSize;
const mostLiteralBits = 4;
const probabilityCount = literals + (0x300 << mostLiteralBits);

const even = 1024;
const moveBits = 5;
/** A chunk is no longer than this. */
const mostChunk = 1 << 21;

/** Lzma2Decoder decodes one run of chunks; what comes out goes to a sink, in order. */
export class Lzma2Decoder {
  readonly #bytes: Uint8Array;
  readonly #sink: (chunk: Uint8Array) => void;
  readonly #dictionarySize: number;
  #at: number;

  readonly #probabilities = new Uint16Array(probabilityCount);
  /** Range and code; in an array of their own they stay plain 32-bit numbers. */
  readonly #coder = new Uint32Array(2);
  readonly #reps = new Uint32Array(4);
  #state = 0;
  #literalContext = 3;
  #literalPosition = 0;
  #positionMask = 3;

  /** The latest output, in a ring that grows up to the size of the dictionary. */
  #window = new Uint8Array(1 << 16);
  #end = 0;
  #flushed = 0;
  /** Bytes since the dictionary was reset. */
  #total = 0;

  constructor(bytes: Uint8Array, start: number, dictionarySize: number, sink: (chunk: Uint8Array) => void) {
    this.#bytes = bytes;
    this.#at = start;
    this.#dictionarySize = Math.max(1 << 16, dictionarySize);
    this.#sink = sink;
  }

  /** Decodes to the end mark and returns the offset behind it. Throws an LzmaError after what is sound was handed over. */
  decode(): number {
    try {
      for (let control = this.#byte(); control !== 0; control = this.#byte()) {
        this.#chunk(control);
        this.#flush();
      }
    } finally {
      this.#flush();
    }
    return this.#at;
  }

  #chunk(control: number): void {
    if (control < 0x80) {
      if (control > 2) throw new LzmaError('damaged');
      if (control === 1) this.#total = 0;
      return this.#stored((this.#byte() << 8) + this.#byte() + 1);
    }
    const size = ((control & 0x1f) << 16) + (this.#byte() << 8) + this.#byte() + 1;
    const packed = (this.#byte() << 8) + this.#byte() + 1;
    const reset = (control >> 5) & 3;
    if (reset === 3) this.#total = 0;
    if (reset >= 2) this.#properties(this.#byte());
    if (reset >= 1) this.#reset();
    const next = this.#at + packed;
    this.#begin();
    this.#decode(size);
    this.#at = next;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new LzmaError('cut');
    return byte;
  }

  #stored(size: number): void {
    this.#room(size);
    for (let left = size; left > 0; left--) this.#put(this.#byte());
  }

  #properties(byte: number): void {
    const [context, position] = [byte % 9, Math.floor(byte / 9) % 5];
    if (byte >= 225 || context + position > mostLiteralBits) throw new LzmaError('damaged');
    this.#literalContext = context;
    this.#literalPosition = (1 << position) - 1;
    this.#positionMask = (1 << Math.floor(byte / 45)) - 1;
  }

  #reset(): void {
    this.#probabilities.fill(even);
    this.#reps.fill(0);
    this.#state = 0;
  }

  #begin(): void {
    this.#byte();
    this.#coder[0] = 0xffffffff;
    this.#coder[1] = this.#byte() * 2 ** 24 + (this.#byte() << 16) + (this.#byte() << 8) + this.#byte();
  }

  /** Grows the ring while it has not come round; afterwards it is as large as the dictionary. */
  #room(size: number): void {
    const wanted = Math.min(this.#dictionarySize, this.#end + size);
    if (wanted <= this.#window.length) return;
    const window = new Uint8Array(Math.min(this.#dictionarySize, Math.max(wanted, 2 * this.#window.length)));
    window.set(this.#window.subarray(0, this.#end));
    this.#window = window;
  }

  #put(byte: number): void {
    this.#window[this.#end++] = byte;
    this.#total++;
    if (this.#end !== this.#window.length) return;
    if (this.#window.length < this.#dictionarySize) return this.#room(mostChunk);
    this.#flush();
    this.#end = 0;
    this.#flushed = 0;
  }

  #flush(): void {
    if (this.#end > this.#flushed) this.#sink(this.#window.slice(this.#flushed, this.#end));
    this.#flushed = this.#end;
  }

  #bit(index: number): 0 | 1 {
    const coder = this.#coder;
    let range = coder[0]!;
    let code = coder[1]!;
    const probability = this.#probabilities[index]!;
    const bound = (range >>> 11) * probability;
    let bit: 0 | 1;
    if (code < bound) {
      range = bound;
      this.#probabilities[index] = probability + ((2048 - probability) >> moveBits);
      bit = 0;
    } else {
      range -= bound;
      code -= bound;
      this.#probabilities[index] = probability - (probability >> moveBits);
      bit = 1;
    }
    if (range < 0x1000000) {
      range *= 256;
      code = code * 256 + this.#byte();
    }
    coder[0] = range;
    coder[1] = code;
    return bit;
  }

  #direct(bits: number): number {
    const coder = this.#coder;
    let value = 0;
    for (let left = bits; left > 0; left--) {
      let range = coder[0]! >>> 1;
      let code = coder[1]!;
      const bit = code >= range ? 1 : 0;
      if (bit) code -= range;
      if (range < 0x1000000) {
        range *= 256;
        code = code * 256 + this.#byte();
      }
      coder[0] = range;
      coder[1] = code;
      value = value * 2 + bit;
    }
    return value;
  }

  #tree(start: number, bits: number): number {
    let symbol = 1;
    for (let left = bits; left > 0; left--) symbol = (symbol << 1) | this.#bit(start + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(start: number, bits: number): number {
    let [symbol, value] = [1, 0];
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(start + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #length(start: number, position: number): number {
    if (!this.#bit(start)) return 2 + this.#tree(start + 2 + position * 8, 3);
    if (!this.#bit(start + 1)) return 10 + this.#tree(start + 2 + positions * 8 + position * 8, 3);
    return 18 + this.#tree(start + 2 + positions * 16, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(posSlot + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + this.#reverseTree(posSpecial + base - slot, bits);
    return base + this.#direct(bits - 4) * 16 + this.#reverseTree(posAlign, 4);
  }

  #back(distance: number): number {
    const at = this.#end - 1 - distance;
    return this.#window[at < 0 ? at + this.#window.length : at]!;
  }

  #decode(size: number): void {
    this.#room(size);
    for (let left = size; left > 0;) {
      const position = this.#total & this.#positionMask;
      if (!this.#bit(isMatch + this.#state * positions + position)) {
        this.#literal();
        left--;
      } else left -= this.#match(position, left);
    }
  }

  #literal(): void {
    const before = this.#total > 0 ? this.#back(0) : 0;
    const context =
      ((this.#total & this.#literalPosition) << this.#literalContext) +
      (before >> (8 - this.#literalContext));
    const start = literals + 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      // Behind a match the byte that the match would have gone on with is a hint.
      let hint = this.#back(this.#reps[0]!);
      while (symbol < 0x100) {
        const hinted = (hint >> 7) & 1;
        hint <<= 1;
        const bit = this.#bit(start + ((1 + hinted) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (hinted !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(start + symbol);
    this.#put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** Copies a match and returns its length. */
  #match(position: number, left: number): number {
    const reps = this.#reps;
    const state = this.#state;
    let length = 1;
    if (!this.#bit(isRep + state)) {
      reps.copyWithin(1, 0, 3);
      length = this.#length(lengths, position);
      reps[0] = this.#distance(length);
      this.#state = state < 7 ? 7 : 10;
    } else if (this.#chooseRepeated(position)) {
      length = this.#length(repLengths, position);
      this.#state = state < 7 ? 8 : 11;
    } else {
      this.#state = state < 7 ? 9 : 11;
    }
    const distance = reps[0]!;
    if (length > left || distance >= this.#total || distance >= this.#window.length)
      throw new LzmaError('damaged');
    for (let i = 0; i < length; i++) this.#put(this.#back(distance));
    return length;
  }

  /** Puts one of the latest distances first; false for a single byte of the first one. */
  #chooseRepeated(position: number): boolean {
    const reps = this.#reps;
    const state = this.#state;
    if (!this.#bit(isRepG0 + state)) return this.#bit(isRep0Long + state * positions + position) === 1;
    const chosen = !this.#bit(isRepG1 + state) ? 1 : !this.#bit(isRepG2 + state) ? 2 : 3;
    const distance = reps[chosen]!;
    reps.copyWithin(1, 0, chosen);
    reps[0] = distance;
    return true;
  }
}
