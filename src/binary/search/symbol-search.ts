// Searches and ordering symbols, many at a time, for a list that shows a few.
import type { BinarySymbol } from '../binary-file.ts';
import { splitGoSymbol } from '../go/go-symbol.ts';

/** SymbolOrder is the column symbols are ordered by. */
export type SymbolOrder = 'address' | 'size' | 'name';

/** SymbolQuery chooses symbols. */
export interface SymbolQuery {
  /** Part of the name, upper and lower case alike; empty for all. */
  readonly search: string;
  /** Letter of `go tool nm`, upper and lower case alike; empty for all. */
  readonly code: string;
  readonly order: SymbolOrder;
  readonly isDescending: boolean;
}

/** FoundSymbol is a symbol with its Go name in parts. */
export interface FoundSymbol extends BinarySymbol {
  readonly package: string;
  readonly receiver: string;
  readonly function: string;
}

/** FoundSymbols is a window onto the symbols that a query chooses. */
export interface FoundSymbols {
  /** How many the query chooses. */
  readonly total: number;
  readonly symbols: readonly FoundSymbol[];
}

/** SymbolSearch remembers the answer to the latest query, for scrolling. */
export class SymbolSearch {
  readonly #symbols: readonly BinarySymbol[];
  #latest: { readonly key: string; readonly found: readonly BinarySymbol[] } | undefined;

  constructor(symbols: readonly BinarySymbol[]) {
    this.#symbols = symbols;
  }

  /** window returns count symbols from the start-th that the query chooses. */
  window(query: SymbolQuery, start: number, count: number): FoundSymbols {
    const found = this.#found(query);
    return { total: found.length, symbols: found.slice(start, start + count).map(inParts) };
  }

  /** asLines writes all symbols that the query chooses as rows with tabs between address, size, kind and name. */
  asLines(query: SymbolQuery): string {
    const rows = this.#found(query).map(({ address, size, code, name }) =>
      [`0x${address.toString(16)}`, size, code, name].join('\t'),
    );
    return ['Address\tSize\tKind\tName', ...rows, ''].join('\n');
  }

  #found(query: SymbolQuery): readonly BinarySymbol[] {
    const key = JSON.stringify(query);
    if (this.#latest?.key !== key) this.#latest = { key, found: this.#choose(query) };
    return this.#latest.found;
  }

  #choose({ search, code, order, isDescending }: SymbolQuery): readonly BinarySymbol[] {
    const wanted = search.toLowerCase();
    const letter = code.toLowerCase();
    const found = this.#symbols.filter(
      (symbol) =>
        (letter === '' || symbol.code.toLowerCase() === letter) &&
        (wanted === '' || symbol.name.toLowerCase().includes(wanted)),
    );
    const sign = isDescending ? -1 : 1;
    return found.sort((a, b) => sign * comparisons[order](a, b));
  }
}

const comparisons: Readonly<Record<SymbolOrder, (a: BinarySymbol, b: BinarySymbol) => number>> = {
  address: (a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0),
  size: (a, b) => a.size - b.size,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
};

function inParts(symbol: BinarySymbol): FoundSymbol {
  const { package: path, receiver, name } = splitGoSymbol(symbol.name);
  return { ...symbol, package: path, receiver, function: name };
}
