// Tests finding tests in sources, and asking go for some of them.
import { expect, it } from 'vitest';
import { runFlags, testFunctions } from './test-functions.ts';

it('finds what go test runs, by line', () => {
  const source = `package x

/*
func TestInComment(t *testing.T) {}
*/
func TestMain(m *testing.M) { m.Run() }
func TestÄ(t *testing.T) {}
func Test(t *testing.T) {}
func Testing() {}
func (s S) TestMethod(t *testing.T) {}
func BenchmarkSum(b *testing.B) {
	_ = \`
func TestInString(t *testing.T) {}
\`
}
func FuzzParse(f *testing.F) {}
func ExampleSum_small() {}
`;
  expect(testFunctions('a_test.go', source)).toEqual([
    { name: 'TestÄ', kind: 'test', line: 7 },
    { name: 'Test', kind: 'test', line: 8 },
    { name: 'BenchmarkSum', kind: 'benchmark', line: 11 },
    { name: 'FuzzParse', kind: 'fuzz', line: 16 },
    { name: 'ExampleSum_small', kind: 'example', line: 17 },
  ]);
  expect(testFunctions('a.go', source)).toEqual([]);
});

it.each([
  [[], []],
  [['TestAdd'], ['-run=^TestAdd$']],
  [['TestAdd/a+b#01'], ['-run=^TestAdd$/^a\\+b#01$']],
  [['TestAdd', 'ExampleAdd'], ['-run=^(TestAdd|ExampleAdd)$']],
  [['TestAdd/one', 'TestSub'], ['-run=^(TestAdd|TestSub)$']],
  [['BenchmarkSum'], ['-run=^$', '-bench=^BenchmarkSum$']],
  [
    ['BenchmarkSum', 'TestAdd'],
    ['-run=^TestAdd$', '-bench=^BenchmarkSum$'],
  ],
])('asks for %j with %j', (names, flags) => {
  expect(runFlags(names)).toEqual(flags);
});
