/**
 * The panels' style: the host's own colours (custom properties of its theme, with its default theme's values for a host
 * that lacks one) at the host's sizes. The host's components cannot be used from another React.
 */
export const PANEL_CSS = `
.timescope { --ts-fg: hsl(var(--foreground, 0 0% 98%)); --ts-dim: hsl(var(--muted-foreground, 215 40% 70%));
  --ts-line: hsl(var(--input, 218 30% 25%)); --ts-card: hsl(var(--muted, 220 40% 12%));
  --ts-accent: hsl(var(--highlight, 200 90% 62%)); --ts-primary: hsl(var(--primary, 214 98% 60%));
  --ts-warn: #f5c451; --ts-error: #ff8f8f;
  color: var(--ts-fg); font: 13px/1.4 Inter, system-ui, sans-serif; height: 100%; overflow-y: auto;
  overflow-x: hidden; scrollbar-width: thin; scrollbar-color: var(--ts-line) transparent; }
.timescope * { box-sizing: border-box; }
.timescope .ts-panel { display: flex; flex-direction: column; gap: 10px; padding: 10px; min-width: 0; min-height: 100%; }
.timescope .ts-section { display: flex; flex-direction: column; gap: 6px; padding-bottom: 10px;
  border-bottom: 1px solid var(--ts-line); min-width: 0; }
.timescope .ts-section:last-child { border-bottom: 0; }
.timescope h2 { margin: 0; font-size: 13px; font-weight: 600; color: var(--ts-accent); }
.timescope .ts-facts { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 2px 8px; margin: 0; }
.timescope .ts-facts dt { color: var(--ts-dim); }
.timescope .ts-facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.timescope .ts-pair { display: inline-flex; align-items: center; margin-inline-end: 6px; }
.timescope .ts-row { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; min-width: 0; }
.timescope .ts-grow { flex: 1 1 0; min-width: 0; }
.timescope button, .timescope select, .timescope input[type=text], .timescope input[type=number] { font: inherit; color: var(--ts-fg);
  background: var(--ts-card); border: 1px solid var(--ts-line); border-radius: 4px; padding: 4px 8px; min-height: 28px; }
.timescope button { cursor: pointer; }
.timescope button:hover:not(:disabled) { border-color: var(--ts-accent); }
.timescope button[aria-pressed=true] { border-color: var(--ts-accent); color: var(--ts-accent); }
.timescope button:disabled, .timescope input:disabled, .timescope select:disabled, .timescope textarea:disabled {
  opacity: .45; cursor: default; }
.timescope button.ts-primary { background: var(--ts-primary); border-color: var(--ts-primary); color: #06121f; font-weight: 600; }
.timescope button.ts-primary:disabled { background: transparent; color: inherit; }
.timescope button.ts-link { background: none; border: 0; padding: 0; min-height: 0; color: var(--ts-accent); text-decoration: underline; }
.timescope :focus-visible { outline: 2px solid var(--ts-accent); outline-offset: 1px; }
.timescope kbd { font: 11px/1 ui-monospace, monospace; border: 1px solid var(--ts-line); border-radius: 3px;
  padding: 1px 4px; margin-left: 6px; color: inherit; }
.timescope .ts-dim { color: var(--ts-dim); }
.timescope .ts-small { font-size: 12px; overflow-wrap: anywhere; }
.timescope .ts-notice { border-left: 3px solid var(--ts-line); background: var(--ts-card); padding: 6px 8px;
  border-radius: 0 4px 4px 0; overflow-wrap: anywhere; }
.timescope .ts-notice.ts-warning { border-color: var(--ts-warn); }
.timescope .ts-notice.ts-error { border-color: var(--ts-error); }
.timescope .ts-bar { height: 6px; border-radius: 3px; background: var(--ts-card); overflow: hidden; }
.timescope .ts-bar > div { height: 100%; background: var(--ts-primary); transition: width .15s linear; }
.timescope .ts-number { font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
.timescope .ts-research { position: sticky; bottom: 0; margin: auto -10px -10px; padding: 6px 10px; font-size: 11px;
  color: var(--ts-dim); background: hsl(var(--background, 236 62% 5%)); border-top: 1px solid var(--ts-line); }
.timescope .ts-fold { border-bottom: 1px solid var(--ts-line); min-width: 0; }
.timescope .ts-fold > summary { display: flex; gap: 8px; align-items: center; min-height: 32px; color: var(--ts-fg); list-style: none; }
.timescope .ts-fold > summary::-webkit-details-marker { display: none; }
.timescope .ts-fold > summary::after { content: ''; margin-left: auto; flex: none; width: 7px; height: 7px; border: solid var(--ts-dim);
  border-width: 0 2px 2px 0; transform: rotate(-45deg); margin-right: 4px; }
.timescope .ts-fold[open] > summary::after { transform: rotate(45deg); }
.timescope .ts-fold > summary > h2 { flex-shrink: 9999; }
.timescope .ts-fold > summary > span:last-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.timescope .ts-fold-body { display: flex; flex-direction: column; gap: 6px; padding: 2px 0 10px; min-width: 0; }
.timescope .ts-step { flex: none; width: 20px; height: 20px; border-radius: 50%; background: var(--ts-card); border: 1px solid var(--ts-accent);
  color: var(--ts-accent); font-size: 12px; line-height: 18px; text-align: center; }
.timescope .ts-badge { border: 1px solid var(--ts-warn); color: var(--ts-warn); border-radius: 3px; padding: 0 5px; font-size: 11px; }
.timescope .ts-card { background: var(--ts-card); border-radius: 4px; padding: 8px; }
.timescope .ts-running { position: sticky; top: 0; bottom: 34px; z-index: 1; border: 1px solid var(--ts-accent); display: flex; flex-direction: column; gap: 6px; }
.timescope textarea { font: inherit; color: var(--ts-fg); background: var(--ts-card); border: 1px solid var(--ts-line);
  border-radius: 4px; padding: 4px 8px; width: 100%; min-height: 48px; resize: vertical; }
.timescope .ts-stack { display: flex; flex-direction: column; gap: 6px; min-width: 0; }
.timescope .ts-table { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
.timescope .ts-table th, .timescope .ts-table td { text-align: right; padding: 3px 4px; border-bottom: 1px solid var(--ts-line); font-weight: 400; vertical-align: top; }
.timescope .ts-table th:first-child { text-align: left; }
.timescope .ts-table thead th { color: var(--ts-dim); }
.timescope .ts-table tr[aria-selected=true] { background: var(--ts-card); }
.timescope .ts-narrow th, .timescope .ts-narrow td { padding: 3px 2px; }
.timescope .ts-narrow .ts-dim, .timescope .ts-narrow thead { font-size: 11px; letter-spacing: -.02em; }
.timescope .ts-nowrap { white-space: nowrap; }
.timescope a { color: var(--ts-accent); text-decoration: underline; }
.timescope .ts-row > button.ts-link { min-height: 24px; }
.timescope .ts-table button.ts-link { text-align: left; }
.timescope button.ts-listed { display: flex; gap: 8px; align-items: center; width: 100%; background: none; border-color: transparent; }
.timescope button.ts-listed[aria-pressed=true] { background: var(--ts-card); border-color: var(--ts-accent); color: var(--ts-fg); }
.timescope .ts-file { position: relative; cursor: pointer; background: var(--ts-card); border: 1px solid var(--ts-line); border-radius: 4px; padding: 3px 8px; min-height: 28px; }
.timescope .ts-file:hover { border-color: var(--ts-accent); }
.timescope .ts-file:focus-within { outline: 2px solid var(--ts-accent); outline-offset: 1px; }
.timescope .ts-file > input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.timescope .ts-threshold { position: absolute; top: 0; bottom: 0; width: 24px; margin-left: -12px; cursor: ew-resize; touch-action: none;
  background: linear-gradient(var(--ts-fg), var(--ts-fg)) center / 2px 100% no-repeat; }
.timescope .ts-threshold[aria-disabled=true] { cursor: default; opacity: .45; }
.timescope .ts-threshold-tag { position: absolute; left: 50%; transform: translateX(-50%); min-width: 28px; height: 22px; padding: 0 4px;
  border-radius: 4px; border: 2px solid var(--ts-grade); background: hsl(var(--background, 236 62% 5%)); color: var(--ts-fg);
  font-size: 12px; line-height: 18px; font-weight: 600; text-align: center; user-select: none; }
.timescope details > summary { cursor: pointer; color: var(--ts-dim); }
.timescope code { font: 12px ui-monospace, monospace; }
`;
