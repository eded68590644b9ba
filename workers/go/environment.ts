// The environment that `go` runs in, wherever the engine runs.

/**
 * What is the same for every command. GOTOOLCHAIN=local keeps go from fetching another release, GOENV=off from reading a
 * file that would change the bytes.
 */
export const goEnvironment: string[] = [
  'GOROOT=/goroot',
  'GOCACHE=/gocache',
  'GOPATH=/home/go',
  'GOMODCACHE=/home/go/pkg/mod',
  'GOTMPDIR=/gotmp',
  'TMPDIR=/gotmp',
  'HOME=/home',
  'PATH=/goroot/bin',
  'GOTOOLCHAIN=local',
  'GOENV=off',
  'GOTELEMETRY=off',
  'GOPROXY=off',
  'GOSUMDB=off',
  'CGO_ENABLED=0',
];
