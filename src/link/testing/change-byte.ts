// `change-byte FRAGMENT PATH FROM TO`: prints the link with a text of a file replaced, and what it promises left as it was.
import { isText } from '../../project/file.ts';
import { decodeLink, encodeLink } from '../link.ts';

const [fragment = '', path, from = '', to = ''] = process.argv.slice(2);
const opened = decodeLink(fragment);
if ('problem' in opened) throw new Error(JSON.stringify(opened.problem));
const files = opened.project.files.map((file) =>
  file.path === path && isText(file) ? { ...file, content: file.content.replace(from, to) } : file,
);
process.stdout.write(`${encodeLink({ ...opened.project, files })}\n`);
