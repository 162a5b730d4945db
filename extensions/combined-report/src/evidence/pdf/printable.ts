export { printable } from '@timescope/core/report/printable';
