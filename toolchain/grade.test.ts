// Checks that a part of a lower grade never passes for one of a higher.
import { expect, it } from 'vitest';
import { marksOf, marksOfPack, siteGrade } from './grade.ts';

const light = { compression: 'fast', vetted: ['linux/amd64'] } as const;

it('a site takes nothing but its own grade', () => {
  expect(marksOf(siteGrade)).toEqual(['']);
  expect(marksOfPack(siteGrade, 'linux/arm64')).toEqual(['']);
});

it('a lower grade has a mark of its own, and takes what is better', () => {
  expect(marksOf(light)).toEqual([' fast', '']);
  expect(marksOfPack(light, 'linux/amd64')).toEqual([' fast', '']);
  expect(marksOfPack(light, 'linux/arm64')).toEqual([' unvetted fast', ' unvetted', ' fast', '']);
});
