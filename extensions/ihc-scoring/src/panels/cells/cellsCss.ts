/** Style of the table of cells; rows of a fixed height, so that only those in view need to be there. */
export const ROW_PX = 24;
/** Rows in view, and the header's. */
export const TABLE_PX = 13 * ROW_PX;
export const CELLS_CSS = `
.timescope .ts-cells-grid { border: 1px solid var(--ts-line); border-radius: 4px; overflow-x: hidden; overflow-y: auto;
  height: ${TABLE_PX + 2}px; font-size: 12px; font-variant-numeric: tabular-nums; scrollbar-width: thin;
  scrollbar-color: var(--ts-line) transparent; position: relative; }
.timescope .ts-cells-row { display: grid; height: ${ROW_PX}px; align-items: center; padding: 0 4px; gap: 4px;
  grid-template-columns: minmax(0, 1.25fr) minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, .9fr) minmax(0, .75fr); }
.timescope .ts-cells-row > * { overflow: hidden; text-overflow: clip; white-space: nowrap; text-align: right; }
.timescope .ts-cells-row > :nth-child(2), .timescope .ts-cells-row > :nth-child(5), .timescope .ts-cells-row > :nth-child(6) {
  text-align: left; padding-left: 4px; }
.timescope .ts-cells-head { position: sticky; top: 0; z-index: 1; background: var(--ts-card); border-bottom: 1px solid var(--ts-line); }
.timescope .ts-cells-head button { all: unset; cursor: pointer; display: block; width: 100%; box-sizing: border-box; min-height: ${ROW_PX}px;
  line-height: ${ROW_PX}px; color: var(--ts-dim); font-size: 11px; }
.timescope .ts-cells-head [aria-sort=ascending] button, .timescope .ts-cells-head [aria-sort=descending] button { color: var(--ts-accent); }
.timescope .ts-cells-head button:focus-visible { outline: 2px solid var(--ts-accent); outline-offset: -2px; }
.timescope .ts-cells-body .ts-cells-row { position: absolute; left: 0; right: 0; cursor: pointer; }
.timescope .ts-cells-body .ts-cells-row:hover { background: var(--ts-card); }
.timescope .ts-cells-body .ts-cells-row[aria-selected=true] { background: hsl(var(--primary, 214 98% 60%) / .28); }
.timescope .ts-cells-body .ts-cells-row.ts-current { box-shadow: inset 3px 0 0 var(--ts-accent); }
.timescope .ts-cells-swatch { display: inline-block; width: 8px; height: 8px; border-radius: 2px; margin-right: 4px; }
.timescope .ts-cell-measured .ts-facts { grid-template-columns: minmax(0, 1.8fr) minmax(0, 1fr); gap: 1px 8px; }
.timescope .ts-keys { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 4px; }
.timescope .ts-keys button { padding: 4px 2px; }
.timescope .ts-keys button::first-letter { text-transform: uppercase; }
.timescope .ts-keys button kbd { margin-left: 4px; }
.timescope .ts-keys.ts-three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
`;
