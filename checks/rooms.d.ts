// Types of the table of rooms, which is JavaScript because ESLint loads it as it is.
import type { Rule } from 'eslint';

/** One room: see rooms.js. */
export interface Room {
  folder: string;
  imports: readonly string[];
  types?: readonly string[];
  packages?: readonly RegExp[];
  why: string;
}

export const rooms: readonly Room[];
export function roomOf(file: string): Room | undefined;
export function objection(file: string, source: string, isType: boolean): string | undefined;
export const importsRule: Rule.RuleModule;
