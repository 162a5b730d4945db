import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What dciodvfy (dicom3tools) says of a file: one line each. */
export const errorsIn = (bytes: Uint8Array): readonly string[] => said(bytes, /^Error/);
export const warningsIn = (bytes: Uint8Array): readonly string[] => said(bytes, /^Warning/);

/** A report as dsrdump (DCMTK) shows it. @throws when it cannot read it. */
export const dumpOf = (bytes: Uint8Array): string =>
  withFile(bytes, file => {
    const { status, stdout, stderr } = spawnSync('dsrdump', ['+Pc', file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  });

const said = (bytes: Uint8Array, kind: RegExp): readonly string[] =>
  withFile(bytes, file => {
    const { stderr, stdout, error } = spawnSync('dciodvfy', ['-new', file], { encoding: 'utf8' });
    if (error) throw error;
    return `${stdout}\n${stderr}`.split('\n').filter(line => kind.test(line));
  });

function withFile<Value>(bytes: Uint8Array, use: (file: string) => Value): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'timescope-dicom-'));
  try {
    const file = path.join(folder, 'object.dcm');
    writeFileSync(file, bytes);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
