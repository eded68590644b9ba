// Tests names from templates.
import { expect, it } from 'vitest';
import { fieldsOf, nameFrom, usualTemplate, type TemplateError } from './name-template.ts';

const target = (goos: string, goarch: string, variable?: string, value = '') => ({
  goos,
  goarch,
  ...(variable !== undefined && { variant: { variable, value } }),
});

it.each([
  [usualTemplate, target('linux', 'amd64'), 'hello_linux_amd64'],
  [usualTemplate, target('linux', 'amd64', 'GOAMD64', 'v1'), 'hello_linux_amd64'],
  [usualTemplate, target('linux', 'amd64', 'GOAMD64', 'v3'), 'hello_linux_amd64v3'],
  [usualTemplate, target('linux', 'arm', 'GOARM', '6'), 'hello_linux_armv6'],
  [usualTemplate, target('linux', 'arm', 'GOARM', '6,hardfloat'), 'hello_linux_armv6_hardfloat'],
  [usualTemplate, target('linux', 'mipsle', 'GOMIPS', 'softfloat'), 'hello_linux_mipsle_softfloat'],
  ['{{.ProjectName}}-{{- .Version -}}-{{ .Target }}', target('aix', 'ppc64'), 'hello-1.2-aix_ppc64'],
  ['{{ if eq .Os "darwin" }}macOS{{ else }}{{ .Os }}{{ end }}', target('darwin', 'arm64'), 'macOS'],
  ['{{ if eq .Os "darwin" }}macOS{{ else }}{{ .Os }}{{ end }}', target('linux', 'arm64'), 'linux'],
  ['x{{ if not (eq .Amd64 "v1") }}{{ .Amd64 }}{{ end }}', target('linux', 'amd64', 'GOAMD64', 'v2'), 'xv2'],
  [
    '{{ with .Arm }}{{ if eq . "7" }}hard{{ else }}v{{ . }}{{ end }}{{ end }}!',
    target('linux', 'arm', 'GOARM', '5'),
    'v5!',
  ],
  ['{{ .Binary }}', target('linux', 'amd64'), 'hello'],
])('%s for %j is %s', (template, target, name) => {
  expect(nameFrom(template, fieldsOf('hello', target, '1.2'))).toBe(name);
});

it.each([
  ['{{ .Nothing }}', { kind: 'action', action: '.Nothing' }],
  ['{{ .constructor }}', { kind: 'action', action: '.constructor' }],
  ['{{ env "HOME" }}', { kind: 'action', action: 'env "HOME"' }],
  ['{{ with .Arm }}x', { kind: 'end' }],
  ['x{{ end }}', { kind: 'end' }],
  ['../{{ .Os }}', { kind: 'name', name: '../linux' }],
  ['{{ .Arm }}', { kind: 'name', name: '' }],
  ['a\nb', { kind: 'name', name: 'a\nb' }],
  ['x.', { kind: 'name', name: 'x.' }],
])('%s is refused', (template, problem) => {
  try {
    nameFrom(template, fieldsOf('hello', target('linux', 'amd64')));
    expect.unreachable();
  } catch (error) {
    expect((error as TemplateError).problem).toEqual(problem);
  }
});
