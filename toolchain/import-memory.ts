// Lets a WebAssembly module import the memory that it was linked to define.

/** Ids of sections: https://webassembly.github.io/spec/core/binary/modules.html#sections */
const importSection = 2;
const memorySection = 5;

/** External kind of a memory in an import. */
const memoryKind = 2;

interface Section {
  id: number;
  body: Uint8Array;
}

/**
 * Returns the module with its one memory imported as `module.name` instead of defined; its exports still name it, because
 * it stays the memory with index 0. Go's linker cannot do this, and only an imported memory can be used by one process
 * after the other.
 * @throws Error when the module has no import section, or not exactly one memory of its own.
 */
export function importMemory(wasm: Uint8Array, module: string, name: string): Uint8Array {
  const sections = readSections(wasm);
  const memory = sections.find(({ id }) => id === memorySection)?.body;
  if (memory?.[0] !== 1 || !sections.some(({ id }) => id === importSection))
    throw new Error('the module must import something and define one memory');
  const limits = memory.subarray(1);
  const added = [...nameBytes(module), ...nameBytes(name), memoryKind, ...limits];
  const changed = sections
    .filter(({ id }) => id !== memorySection)
    .map((section) => (section.id === importSection ? withImport(section, added) : section));
  return Buffer.concat([wasm.subarray(0, 8), ...changed.flatMap(sectionBytes)]);
}

function withImport({ id, body }: Section, added: number[]): Section {
  const [count, start] = readUnsigned(body, 0);
  return { id, body: Buffer.concat([unsigned(count + 1), body.subarray(start), Buffer.from(added)]) };
}

function readSections(wasm: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let offset = 8; offset < wasm.length;) {
    const [size, start] = readUnsigned(wasm, offset + 1);
    sections.push({ id: wasm[offset]!, body: wasm.subarray(start, start + size) });
    offset = start + size;
  }
  return sections;
}

function sectionBytes({ id, body }: Section): Uint8Array[] {
  return [Buffer.from([id]), unsigned(body.length), body];
}

function nameBytes(name: string): number[] {
  const bytes = Buffer.from(name);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128, https://webassembly.github.io/spec/core/binary/values.html#integers */
function unsigned(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

function readUnsigned(bytes: Uint8Array, offset: number): [value: number, end: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[offset++];
    if (byte === undefined) throw new Error('the module ends inside a number');
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value >>> 0, offset];
  }
}
