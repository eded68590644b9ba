// What every panel of the inspector is given.
import type { InspectedFile } from '../../clients/inspected-file.ts';
import type { Panel } from '../../state/address.ts';
import type { FinishedBinary } from '../../state/build-state.svelte.ts';
import type { Inspection } from '../../state/inspection.svelte.ts';

/** The props of a panel; one that reads a part of the file gets that as `part` besides. */
export interface PanelProps {
  inspection: Inspection;
  file: InspectedFile;
  /** What is chosen in the panel, as the address has it (a field, a section, a search); empty for nothing. */
  item: string;
  /** Builds that can be opened. */
  finished: readonly FinishedBinary[];
  /** Chooses something in the panel. */
  onitem: (item: string) => void;
  /** Goes to another panel, to an item of it when one is given. */
  navigate: (panel: Panel, item?: string) => void;
}
