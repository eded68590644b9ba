// Does a few things at a time.
import { availableParallelism } from 'node:os';

/** How many files to compress at a time. Node has four threads for that and for reading files: one stays free to serve. */
export const compressors = Math.min(3, availableParallelism());

/** Maps items with at most `limit` calls under way; results in the order of the items. The first failure rejects. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries(); // shared: each worker takes the next one
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
