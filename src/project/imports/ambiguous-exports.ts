// The names that packages of std export which share their own name with another: by these goimports tells them apart.

/**
 * Exported names by import path, for every name that more than one package of std has, in the order in which they are tried:
 * crypto/rand before math/rand is the policy of goimports. From GOROOT/api; an oracle test holds it against that.
 */
export const AMBIGUOUS_EXPORTS: readonly (readonly [path: string, exports: string])[] = [
  ['crypto/rand', 'Int Prime Read Reader Text'],
  [
    'math/rand/v2',
    'ChaCha8 ExpFloat64 Float32 Float64 Int Int32 Int32N Int64 Int64N IntN N New NewChaCha8 NewPCG NewZipf NormFloat64 PCG Perm Rand Shuffle Source Uint Uint32 Uint32N Uint64 Uint64N UintN Zipf',
  ],
  [
    'math/rand',
    'ExpFloat64 Float32 Float64 Int Int31 Int31n Int63 Int63n Intn New NewSource NewZipf NormFloat64 Perm Rand Read Seed Shuffle Source Source64 Uint32 Uint64 Zipf',
  ],
  [
    'text/template',
    'ExecError FuncMap HTMLEscape HTMLEscapeString HTMLEscaper IsTrue JSEscape JSEscapeString JSEscaper Must New ParseFS ParseFiles ParseGlob Template URLQueryEscaper',
  ],
  [
    'html/template',
    'CSS ErrAmbigContext ErrBadHTML ErrBranchEnd ErrEndContext ErrJSTemplate ErrNoSuchTemplate ErrOutputContext ErrPartialCharset ErrPartialEscape ErrPredefinedEscaper ErrRangeLoopReentry ErrSlashAmbig Error ErrorCode FuncMap HTML HTMLAttr HTMLEscape HTMLEscapeString HTMLEscaper IsTrue JS JSEscape JSEscapeString JSEscaper JSStr Must New OK ParseFS ParseFiles ParseGlob Srcset Template URL URLQueryEscaper',
  ],
  [
    'text/scanner',
    'Char Comment EOF Float GoTokens GoWhitespace Ident Int Position RawString ScanChars ScanComments ScanFloats ScanIdents ScanInts ScanRawStrings ScanStrings Scanner SkipComments String TokenString',
  ],
  ['go/scanner', 'Error ErrorHandler ErrorList Mode PrintError ScanComments Scanner'],
  [
    'runtime/pprof',
    'Do ForLabels Label LabelSet Labels Lookup NewProfile Profile Profiles SetGoroutineLabels StartCPUProfile StopCPUProfile WithLabels WriteHeapProfile',
  ],
  ['net/http/pprof', 'Cmdline Handler Index Profile Symbol Trace'],
];
