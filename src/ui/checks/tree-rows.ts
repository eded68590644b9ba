// The rows of a tree of tests that show: what failed is open, until the user opens or closes it himself.
import { nodesOf, type TestNode } from '../../project/test-report/report.ts';

/** One row that shows. */
export interface TreeRow {
  /** Unique in the tree. */
  key: string;
  node: TestNode;
  /** 1 for packages. */
  level: number;
  isExpandable: boolean;
  isOpen: boolean;
}

/** Trees of more rows begin with their packages closed. */
const manyRows = 60;

/** The rows that show, from top to bottom; `chosen` says by key what the user has opened or closed. */
export function rowsOf(nodes: readonly TestNode[], chosen: ReadonlyMap<string, boolean>): TreeRow[] {
  const isSmall = nodesOf(nodes).length <= manyRows;
  return below(nodes, 1, isSmall, chosen);
}

function below(
  nodes: readonly TestNode[],
  level: number,
  isSmall: boolean,
  chosen: ReadonlyMap<string, boolean>,
): TreeRow[] {
  return nodes.flatMap((node) => {
    const key = `${node.package} ${node.test}`;
    const isExpandable = node.children.length > 0 || node.output !== '';
    const usual = node.status === 'fail' || (level === 1 && isSmall && node.children.length > 0);
    const isOpen = isExpandable && (chosen.get(key) ?? usual);
    const row = { key, node, level, isExpandable, isOpen };
    return isOpen ? [row, ...below(node.children, level + 1, isSmall, chosen)] : [row];
  });
}
