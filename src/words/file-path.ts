// Says what is wrong with a path for a file.
import type { PathProblem } from '../project/file-path.ts';
import { m } from './compiled/project.js';

/** A sentence for the one who types the path. */
export function pathProblemText(problem: PathProblem): string {
  switch (problem.kind) {
    case 'empty':
      return m.path_empty();
    case 'outer space':
      return m.path_space();
    case 'absolute':
      return m.path_absolute();
    case 'character':
      return m.path_character(problem);
    case 'folder only':
      return m.path_folder_only();
    case 'doubled slash':
      return m.path_doubled_slash();
    case 'outside':
      return m.path_outside();
    case 'too long':
      return m.path_too_long();
    case 'taken':
      return m.path_taken(problem);
    case 'is folder':
      return m.path_is_folder(problem);
    case 'is file':
      return m.path_is_file(problem);
  }
}
