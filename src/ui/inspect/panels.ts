// The panels of the inspector: tabs, addresses and keys come from this table, so a panel is one row and one component.
import { m } from '../../words/compiled/inspect.js';
import type { Component } from 'svelte';
import type { Readable } from '../../binary/read/readable.ts';
import type { InspectedFile } from '../../clients/inspected-file.ts';
import { panels as order, type Panel } from '../../state/address.ts';
import type { PanelProps } from './panel-props.ts';
import ComparePanel from './panels/ComparePanel.svelte';
import DisassemblyPanel from './panels/DisassemblyPanel.svelte';
import GoPanel from './panels/GoPanel.svelte';
import HeadersPanel from './panels/HeadersPanel.svelte';
import HexPanel from './panels/HexPanel.svelte';
import LinkagePanel from './panels/LinkagePanel.svelte';
import RunPanel from './panels/RunPanel.svelte';
import SectionsPanel from './panels/SectionsPanel.svelte';
import SizesPanel from './panels/SizesPanel.svelte';
import StringsPanel from './panels/StringsPanel.svelte';
import SummaryPanel from './panels/SummaryPanel.svelte';
import SymbolsPanel from './panels/SymbolsPanel.svelte';

/** A panel of the inspector. */
export interface InspectorPanel {
  readonly id: Panel;
  readonly label: () => string;
  /** Whether it has something to show of a file that is not a readable binary. */
  readonly showsAnyFile: boolean;
  /** The part of the file that is read before the component shows it, as its `part`. */
  readonly part?: (file: InspectedFile) => Promise<Readable<unknown>>;
  readonly component: Component<PanelProps & { part: never }>;
}

type Row = Omit<InspectorPanel, 'id' | 'showsAnyFile'> & { readonly showsAnyFile?: true };

/** A row whose component gets a part of the file. */
function reading<T>(
  label: () => string,
  part: (file: InspectedFile) => Promise<Readable<T>>,
  component: Component<PanelProps & { part: T }>,
): Row {
  return { label, part, component };
}

const rows: Readonly<Record<Panel, Row>> = {
  summary: { label: m.panel_summary, component: SummaryPanel },
  headers: { ...reading(m.panel_headers, (file) => file.headers(), HeadersPanel), showsAnyFile: true },
  sections: reading(m.panel_sections, (file) => file.sections(), SectionsPanel),
  symbols: { label: m.panel_symbols, component: SymbolsPanel },
  linkage: reading(m.panel_linkage, (file) => file.linkage(), LinkagePanel),
  go: reading(m.panel_go, (file) => file.go(), GoPanel),
  sizes: reading(m.panel_sizes, (file) => file.sizes(), SizesPanel),
  run: reading(m.panel_run, (file) => file.program(), RunPanel),
  compare: { label: m.panel_compare, component: ComparePanel },
  strings: { label: m.panel_strings, component: StringsPanel, showsAnyFile: true },
  hex: { label: m.panel_hex, component: HexPanel, showsAnyFile: true },
  disassembly: { label: m.panel_disassembly, component: DisassemblyPanel },
};

/** The panels in the order of their tabs. */
export const panels: readonly InspectorPanel[] = order.map((id) => ({
  id,
  showsAnyFile: false,
  ...rows[id],
}));

/** The panels there are for a file, never none. */
export function panelsFor(file: InspectedFile): readonly InspectorPanel[] {
  return file.problem ? panels.filter((each) => each.showsAnyFile) : panels;
}
