/**
 * The report as a sheet of paper, dark on white in every theme so that the screen shows what is printed; the tools beside
 * it have the host's colours.
 */
export const REPORT_CSS = `
.timescope:has(> .tr-desk) { position: fixed; inset: 0; overflow: hidden; background: hsl(var(--background, 236 62% 5%)); }
.timescope .tr-desk { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 348px; height: 100%; }
.timescope .tr-bar { grid-column: 1 / -1; display: flex; gap: 16px; align-items: center; padding: 8px 16px;
  border-bottom: 1px solid var(--ts-line); font-weight: 600; }
.timescope .tr-sheet { overflow-y: auto; padding: 24px; }
.timescope .tr-sheet:focus-visible { outline-offset: -2px; }
.timescope .tr-tools { overflow-y: auto; border-left: 1px solid var(--ts-line); scrollbar-width: thin; }
.timescope .tr-alone { grid-column: 1 / -1; overflow-y: auto; padding: 24px 24px 0; display: flex; flex-direction: column; gap: 12px; }
.timescope .tr-alone .ts-research { margin: auto -24px 0; }
.timescope .tr-who { max-width: 1100px; }
.timescope .tr-who h1 { font-size: 18px; margin: 0 0 8px; }
.timescope .tr-who .ts-table { font-size: 13px; }
.timescope .tr-who .ts-table th, .timescope .tr-who .ts-table td { text-align: left; padding: 8px; }
.timescope .tr-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.timescope .tr-who p { margin: 0 0 12px; }
.timescope .tr-who .ts-table { margin-bottom: 12px; }
.timescope .tr-join { display: flex; gap: 12px; align-items: center; }
.timescope .tr-result { padding-bottom: 4px; }
.timescope .tr-result .ts-row a { flex: none; }
.timescope .tr-tools input { width: 100%; min-width: 0; }
.timescope .tr-tools input[type=date] { font: inherit; color: var(--ts-fg); background: var(--ts-card);
  border: 1px solid var(--ts-line); border-radius: 4px; padding: 3px 6px; min-height: 28px; color-scheme: dark; }
.timescope .tr-tools input::placeholder { color: var(--ts-dim); font-style: italic; opacity: 1; }
.timescope .tr-tools select { width: 100%; }
.timescope .tr-tnm { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; }
.timescope .tr-dates { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px; }
.timescope .tr-tools-heading { margin: 6px 0 0; font-size: 12px; font-weight: 600; }

.timescope .tr-paper { --ts-fg: #17202a; --ts-dim: #4a5866; --ts-line: #8d99a6; --ts-card: #f1f4f7; --ts-accent: #17508f;
  --ts-primary: #17508f; --tr-rule: #c9d1d9;
  color: var(--ts-fg); background: #fff; max-width: 1040px; margin: 0 auto; padding: 36px 44px 28px; border-radius: 2px;
  font-size: 14px; line-height: 1.45; overflow-wrap: anywhere; }
.timescope .tr-paper section, .timescope .tr-paper header { margin-bottom: 20px; }
.timescope .tr-paper h1 { margin: 0; font-size: 22px; font-weight: 600; line-height: 1.25; }
.timescope .tr-paper h2 { margin: 0 0 6px; padding-bottom: 3px; font-size: 15px; font-weight: 600; color: var(--ts-accent);
  border-bottom: 1px solid var(--tr-rule); }
.timescope .tr-paper h3 { margin: 8px 0 2px; font-size: 13px; font-weight: 600; }
.timescope .tr-paper .tr-research { margin: 2px 0 12px; color: var(--ts-dim); font-size: 13px; }
.timescope .tr-paper .tr-demonstration { margin: 0 0 12px; padding: 5px 10px; border: 2px solid var(--ts-fg); font-weight: 600; }
.timescope .tr-paper .tr-rows { margin: 0; display: grid; grid-template-columns: 1fr; }
.timescope .tr-paper .tr-wide { grid-template-columns: repeat(3, minmax(0, 1fr)); column-gap: 24px; }
.timescope .tr-paper .tr-row { display: grid; grid-template-columns: minmax(0, 38%) minmax(0, 1fr); gap: 2px 14px; padding: 3px 0;
  border-bottom: 1px solid #e6eaee; }
.timescope .tr-paper dt { color: var(--ts-dim); }
.timescope .tr-paper dd { margin: 0; }
.timescope .tr-paper .tr-value { font-variant-numeric: tabular-nums; font-weight: 500; unicode-bidi: isolate; }
.timescope .tr-paper .tr-missing { font-style: italic; color: var(--ts-dim); }
.timescope .tr-paper .tr-because, .timescope .tr-paper .tr-detail { display: block; font-size: 12px; color: var(--ts-dim); }
.timescope .tr-paper .tr-conclusion { padding: 12px 16px; border: 1px solid var(--tr-rule); border-left: 4px solid var(--ts-accent); }
.timescope .tr-paper .tr-conclusion h2 { border: 0; padding: 0; margin: 0; }
.timescope .tr-paper .tr-sentence { margin: 2px 0 6px; font-size: 17px; line-height: 1.4; font-weight: 500; }
.timescope .tr-paper .tr-lines { margin: 4px 0 0; padding-left: 18px; font-size: 13px; list-style: disc; }
.timescope .tr-paper .tr-comparison { width: 100%; border-collapse: collapse; font-size: 13px; table-layout: fixed; }
.timescope .tr-paper .tr-comparison th, .timescope .tr-paper .tr-comparison td { text-align: left; vertical-align: top; padding: 6px 10px 6px 0;
  border-bottom: 1px solid var(--tr-rule); }
.timescope .tr-paper .tr-comparison thead th { font-weight: 600; color: var(--ts-dim); border-bottom: 2px solid var(--ts-line); }
.timescope .tr-paper .tr-comparison thead th:nth-child(1) { width: 13%; }
.timescope .tr-paper .tr-comparison thead th:nth-child(2) { width: 24%; }
.timescope .tr-paper .tr-comparison thead th:nth-child(3) { width: 23%; }
.timescope .tr-paper .tr-comparison thead th:nth-child(4) { width: 14%; }
.timescope .tr-paper .tr-comparison tbody th { font-weight: 600; }
.timescope .tr-paper .tr-said { margin-bottom: 3px; }
.timescope .tr-paper .tr-label { color: var(--ts-dim); }
.timescope .tr-paper .tr-agreement { font-weight: 600; }
.timescope .tr-paper .tr-comparison button { min-height: 26px; padding: 2px 6px; font-size: 12px; }
.timescope .tr-paper .tr-comparison .ts-row { gap: 4px; margin-top: 4px; flex-wrap: nowrap; }
.timescope .tr-paper button.ts-primary { color: #fff; }
.timescope .tr-paper .tr-why { display: flex; flex-direction: column; gap: 8px; padding: 10px 12px; background: var(--ts-card); }
.timescope .tr-paper .tr-why fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: 14px; align-items: center; }
.timescope .tr-paper .tr-why legend { float: left; padding: 0; margin-right: 14px; }
.timescope .tr-paper .tr-why textarea { background: #fff; }
.timescope .tr-paper .tr-beside { display: grid; gap: 24px; }
.timescope .tr-paper .tr-with-1 { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); }
.timescope .tr-paper .tr-with-2 { grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); }
.timescope .tr-paper .tr-figures { display: grid; gap: 16px; align-content: start; }
.timescope .tr-paper .tr-with-2 .tr-figures { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.timescope .tr-paper .tr-wide .tr-row, .timescope .tr-paper .tr-with-2 .tr-row { grid-template-columns: 1fr; gap: 0; align-content: start; }
.timescope .tr-paper figure { margin: 0; }
.timescope .tr-paper figure img { display: block; max-width: 100%; height: auto; }
.timescope .tr-paper figcaption { margin-top: 4px; font-size: 12px; color: var(--ts-dim); }
.timescope .tr-paper .tr-no-picture { padding: 24px 16px; background: var(--ts-card); color: var(--ts-dim); font-size: 13px; }
.timescope .tr-paper .tr-small { font-size: 12px; }
.timescope .tr-paper .tr-small .tr-row { grid-template-columns: minmax(0, 24%) minmax(0, 1fr); padding: 1px 0; }
.timescope .tr-paper .tr-small .tr-detail { font-size: 11px; }
.timescope .tr-paper .tr-sources { width: 100%; border-collapse: collapse; }
.timescope .tr-paper .tr-sources th, .timescope .tr-paper .tr-sources td { text-align: left; vertical-align: top; font-weight: 400;
  padding: 3px 12px 3px 0; border-bottom: 1px solid #e6eaee; }
.timescope .tr-paper .tr-sources thead th { color: var(--ts-dim); }
.timescope .tr-paper .tr-foot { font-size: 12px; color: var(--ts-dim); border-top: 1px solid var(--tr-rule); padding-top: 8px; }

@media print {
  html, body, #root { height: auto !important; overflow: visible !important; }
  .timescope:has(> .tr-desk) { position: static; height: auto; overflow: visible; background: none; }
  .timescope .tr-desk { display: block; height: auto; }
  .timescope .tr-sheet { overflow: visible; padding: 0; }
  .timescope .tr-paper { max-width: none; padding: 0; }
  .timescope .tr-paper figure, .timescope .tr-paper tr, .timescope .tr-paper .tr-row { break-inside: avoid; }
  .timescope .tr-bar, .timescope .tr-tools, .timescope .tr-screen { display: none; }
}
`;
