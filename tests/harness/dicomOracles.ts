import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** dciodvfy 1.00 says this of every annotation in two dimensions, also where the attribute is absent: a fault of its own. */
const OWN_FAULT = 'CommonZCoordinateValue(006a,0010)> - Only valid for AnnotationCoordinateType of 3D';

/** What dciodvfy (dicom3tools) says of a file: one line each. */
export const errorsIn = (bytes: Uint8Array): readonly string[] =>
  said(bytes, /^Error/).filter(line => !line.includes(OWN_FAULT));
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
