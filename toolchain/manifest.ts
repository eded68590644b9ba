// The shape of the files that toolchain/ writes and the engine reads (types only).

/** A file below the release's folder, named by its content. */
export interface FileRef {
  /** Path relative to the folder of manifest.json, with forward slashes. */
  path: string;
  /** Size in bytes as stored (and as fetched, before any Content-Encoding of the host). */
  size: number;
  /** Lower-case hex SHA-256 of the bytes as stored. */
  sha256: string;
  /**
   * What a gzip-compressed file decompresses to. A host that sends its .br instead, with Content-Encoding: br, sends this
   * content; so both forms can be verified. Absent for tools, which are stored raw, and where preparation did not tell.
   */
  content?: { size: number; sha256: string };
}

/** A tool of the toolchain, compiled to wasip1/wasm. Stored raw, so that the host's Content-Encoding serves it. */
export interface ToolRef extends FileRef {
  /** Size of the same file with gzip -9: what a host that compresses sends. */
  gzipSize: number;
  /** What the tool prints for -V=full, line feed included. Never changes for a release, so nobody need start the tool to ask. */
  versionLine: string;
}

/** How far a target gets with CGO_ENABLED=0, found by a real attempt to link. */
export type TargetState =
  | { kind: 'builds' }
  /** `go build` refuses because the port needs an external linker; `reason` is Go's own message. */
  | { kind: 'external-linker'; reason: string }
  /** `go tool dist list` calls the port broken, or the attempt failed otherwise; `links` tells what the attempt gave. */
  | { kind: 'broken'; reason: string; links: boolean };

/** The architecture variable of a target, with the values a user can choose. */
export interface Variants {
  /** For example GOAMD64. */
  variable: string;
  /** Values in ascending order, each accepted by this release's own `go`. */
  values: string[];
  /** The release's default for this target. */
  default: string;
}

/** One port of `go tool dist list -json`. */
export interface TargetInfo {
  goos: string;
  goarch: string;
  firstClass: boolean;
  cgoSupported: boolean;
  state: TargetState;
  variants?: Variants;
}

/** manifest.json: everything that was prepared for one release. */
export interface Manifest {
  schema: 2;
  /** The release's version string, for example go1.27.3. */
  release: string;
  /** When the release was made (the time line of VERSION), RFC 3339. Used as modification time of every prepared file. */
  releaseTime: string;
  /** By tool name: go, compile, asm, link, vet, cover, ... */
  tools: Record<string, ToolRef>;
  /** The GorootIndex, gzip-compressed JSON. */
  goroot: FileRef;
  /** The PackIndex (gzip-compressed JSON) of each target prepared so far, by target name such as linux/amd64. */
  packs: Record<string, FileRef>;
  targets: TargetInfo[];
}

/** releases.json in public/toolchain/: which releases this site has. */
export interface Releases {
  default: string;
  releases: string[];
}

/**
 * What `go` would learn by reading a directory of GOROOT, so that a build whose packages are prepared need not fetch the
 * sources: the module index entry (cmd/go/internal/modindex) and the hashes that enter the action IDs.
 */
export interface GorootSummary {
  /** Content blob: the module index entry (`size` bytes), then 32 bytes of SHA-256 for each file, in the order of `files`. */
  blob: string;
  blobSize: number;
  /** SHA-256 of what the blob decompresses to; see FileRef.content. */
  blobContent?: string;
  /** Names of the module index entry in GOCACHE, and its size in bytes. */
  action: string;
  output: string;
  size: number;
}

/** A directory of GOROOT: its files are fetched together. */
export interface GorootDirectory {
  /** Below GOROOT, for example src/fmt; empty for GOROOT itself. */
  path: string;
  /** Content blob: the files' bytes one after the other, gzip-compressed, at blobs/BLOB.bin. Absent when there are no files. */
  blob?: string;
  /** Stored (compressed) size of the blob in bytes. */
  blobSize?: number;
  /** SHA-256 of what the blob decompresses to; see FileRef.content. */
  blobContent?: string;
  /** Name and size in bytes, in the order of the blob. */
  files: [name: string, size: number][];
  /** For a package below src: what its files import on any target (vendored packages by their full path), sorted. */
  imports?: string[];
  summary?: GorootSummary;
}

/** Index of GOROOT: std sources without tests and cmd, pkg/include, lib/wasm, VERSION, go.env. */
export interface GorootIndex {
  directories: GorootDirectory[];
}

/** The build cache entries of one std package for one target: compiled archive, list of sources, facts of vet. */
export interface PackPackage {
  /** Direct imports on this target, std only, vendored packages by their full path, sorted. */
  imports: string[];
  /** The blob with this package's distinct non-empty outputs, as its place in PackIndex.blobs; absent when all are empty. */
  blob?: number;
  /** Where the first output begins in the blob's content, in bytes, its header not counted; 0 when absent. */
  offset?: number;
  /** Outputs in the blob, one after the other: SHA-256 in hex (the name of the -d file) and size in bytes. */
  outputs: [output: string, size: number][];
  /** Actions (the name of the -a file) and the output each one maps to. An output of size 0 is not in `outputs`. */
  actions: [action: string, output: string][];
}

/**
 * Outputs of one or several packages one after the other, with the tables of Go objects by columns (toolchain/columns.ts);
 * gzip-compressed, at blobs/SHA256.bin. Packages that come together share a blob: each costs a request.
 */
export interface PackBlob {
  /** Of the stored bytes, lower-case hex. */
  sha256: string;
  /** Stored (compressed) size in bytes. */
  size: number;
  /** What the blob decompresses to, header included; see FileRef.content. */
  content: { size: number; sha256: string };
}

/** Index of a pack: the prepared part of GOCACHE for one target, `CGO_ENABLED=0 -trimpath`, default variant. */
export interface PackIndex {
  target: string;
  blobs: PackBlob[];
  /** By import path. */
  packages: Record<string, PackPackage>;
}
