import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { download } from '@timescope/ohif/download';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Annotation } from '../../pipeline/annotations';
import { areasGeoJson } from '../../pipeline/exports/areasGeoJson';
import { cellsCsvOf, geoJsonOf } from '../../pipeline/exports/cellFiles';
import { cellsOfResult } from '../../pipeline/exports/cellsOfResult';
import { densityCsvOf } from '../../pipeline/exports/densityFile';
import { drawnRegionsCsv } from '../../pipeline/exports/drawnRegionsCsv';
import { exportName, withoutPatient } from '../../pipeline/exports/exportName';
import { regionsCsv } from '../../pipeline/exports/regionsCsv';
import { replayCommand } from '../../pipeline/exports/replayCommand';
import { signatureOf, type Signature } from '../../pipeline/exports/signature';
import { strings } from '../../strings';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { versionOnScreen } from '../readingState';
import { currentMeasurement, type Measurement, type Problem } from '../scoringState';
import type { ShownResult } from '../shown';
import { patientOf } from './patientOf';
import { fileSink, type SavingPage } from './saveFile';
import { viewPicture } from './viewPicture';
import { writeLines } from './writeLines';

/** What can be saved. */
export const EXPORTS = ['geojson', 'csv', 'scores', 'density', 'regions', 'areas', 'run', 'view'] as const;
export type ExportKind = (typeof EXPORTS)[number];

export const isExportKind = (value: unknown): value is ExportKind => EXPORTS.some(each => each === value);

export interface ExportState {
  /** The file being written, and its lines so far. */
  readonly writing: { readonly what: ExportKind; readonly lines: number } | undefined;
  /** Name of the file that was saved last. */
  readonly saved: string | undefined;
  readonly problem: Problem | undefined;
}

const QUIET: ExportState = { writing: undefined, saved: undefined, problem: undefined };

/** What is exported: the result on screen and the cells that it counts. */
interface Exported {
  readonly onScreen: SlideOnScreen;
  readonly measurement: Measurement;
  readonly result: ScoreResult;
  /** Undefined while the result is not the one that was signed. */
  readonly signature: Signature | undefined;
  /** The reader's, else the area that was measured. */
  readonly regions: readonly Annotation[];
}

/** Files of the measurement on screen, with the reader's thresholds and edits. */
export class ExportService implements BenchPart {
  readonly state = new ObservableState<ExportState>(QUIET);
  private onScreen: SlideOnScreen | undefined;
  private writing: AbortController | undefined;

  constructor(private readonly parts: BenchParts) {}

  attach(onScreen: SlideOnScreen): void {
    this.onScreen = onScreen;
  }

  detach(): void {
    this.cancel();
    this.onScreen = undefined;
    this.state.update(QUIET);
  }

  cancel(): void {
    this.writing?.abort(new DOMException('stopped by the reader', 'AbortError'));
  }

  closeMessage(): void {
    this.state.update({ saved: undefined, problem: undefined });
  }

  /** Ends when the file is whole; a problem stands in the state. */
  async save(what: ExportKind): Promise<void> {
    if (this.writing) return;
    const controller = new AbortController();
    this.writing = controller;
    this.state.update({ ...QUIET, writing: { what, lines: 0 } });
    try {
      const saved = await this.written(what, this.exported(), controller.signal);
      controller.signal.throwIfAborted();
      this.state.update({ saved });
    } catch (thrown) {
      if (!isAbort(thrown)) this.state.update({ problem: problemOf(thrown) });
    } finally {
      this.writing = undefined;
      this.state.update({ writing: undefined });
    }
  }

  /** The line for a terminal; undefined without a measurement. */
  command(): string | undefined {
    const slide = this.onScreen;
    const { result } = this.parts.shown.get();
    return slide && result && replayCommand(this.nameOf('run', slide, result));
  }

  private exported(): Exported {
    const measurement = currentMeasurement(this.parts.scoring.state.get());
    const { result, isPending } = this.parts.shown.get();
    if (!this.onScreen || !measurement || !result) throw sentence(strings.exportNothing);
    if (isPending || result.hash === undefined) throw sentence(strings.exportPending);
    const drawn = this.parts.readings.get().regions.filter(({ rings }) => rings.length > 0);
    return {
      onScreen: this.onScreen,
      measurement,
      result: withDescription({ ...result, hash: result.hash }, this.descriptionOf(this.onScreen)),
      signature: this.signatureOn(result.hash),
      regions: drawn.length > 0 ? drawn : (measurement.request.annotations ?? []),
    };
  }

  private async written(what: ExportKind, exported: Exported, signal: AbortSignal): Promise<string> {
    const { onScreen, result, signature } = exported;
    const name = this.nameOf(what, onScreen, result);
    if (what === 'view') {
      const picture = await viewPicture(onScreen, result, this.descriptionOf(onScreen), signature);
      download(picture, name, document);
      return name;
    }
    const sink = await fileSink(name, TYPES[what], page());
    await writeLines(linesOf(what, exported), sink, {
      signal,
      report: lines => this.state.update({ writing: { what, lines } }),
    });
    return name;
  }

  private signatureOn(hash: string | undefined): Signature | undefined {
    const version = versionOnScreen(this.parts.readings.state.get());
    return version && version.result.hash === hash ? signatureOf(version) : undefined;
  }

  private nameOf(what: ExportKind, onScreen: SlideOnScreen, { marker, hash }: ShownResult): string {
    const patientName = this.patientName(onScreen);
    const { seriesInstanceUid: slideUid } = onScreen.slide;
    const description = this.descriptionOf(onScreen);
    const signedVersion = this.signatureOn(hash)?.version;
    return exportName({ marker, description, patientName, slideUid, signedVersion }, ENDINGS[what]);
  }

  /** As it may leave the archive. */
  private descriptionOf(onScreen: SlideOnScreen): string {
    const { slide } = this.parts.scoring.state.get();
    return slide.kind === 'ready' ? withoutPatient(slide.description, this.patientName(onScreen)) : '';
  }

  private patientName({ slide }: SlideOnScreen): string | undefined {
    return patientOf(this.parts.host, slide.seriesInstanceUid).name;
  }
}

/** A document that leaves the archive says what the slide is, never who the patient is. */
function withDescription(result: ScoreResult, description: string): ScoreResult {
  const { provenance } = result;
  return { ...result, provenance: { ...provenance, input: { ...provenance.input, description } } };
}

const ENDINGS: Readonly<Record<ExportKind, string>> = {
  geojson: 'cells.geojson',
  csv: 'cells.csv',
  scores: 'scores.csv',
  density: 'density.csv',
  regions: 'regions.csv',
  areas: 'regions.geojson',
  run: 'run.json',
  view: 'view.png',
};

const TYPES: Readonly<Record<Exclude<ExportKind, 'view'>, string>> = {
  geojson: 'application/geo+json',
  csv: 'text/csv',
  scores: 'text/csv',
  density: 'text/csv',
  regions: 'text/csv',
  areas: 'application/geo+json',
  run: 'application/json',
};

function linesOf(
  what: Exclude<ExportKind, 'view'>,
  { measurement, result, signature, onScreen, regions }: Exported,
): Iterable<string> {
  const cells = () => cellsOfResult(result, measurement.tables);
  switch (what) {
    case 'geojson':
      return geoJsonOf(cells(), signature);
    case 'csv':
      return cellsCsvOf(cells());
    case 'scores':
      return [regionsCsv(result, signature)];
    case 'density':
      return densityCsvOf(result, measurement);
    case 'regions': {
      const [finest] = onScreen.slide.levels;
      return [drawnRegionsCsv(regions, cells(), finest?.mpp ?? { x: 1, y: 1 }, signature)];
    }
    case 'areas':
      return [areasGeoJson(regions, signature)];
    case 'run':
      return [`${JSON.stringify({ ...result, ...(signature && { signed: signature }) }, null, 2)}\n`];
  }
}

/** The picker is absent from the library's types: not every browser has it. */
const page = (): SavingPage => window;

const isAbort = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'AbortError';

const sentence = ({ message, nextStep }: Problem): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });

function problemOf(thrown: unknown): Problem {
  return thrown instanceof TimescopeError
    ? { message: thrown.message, nextStep: thrown.nextStep }
    : { message: strings.exportFailed(messageOf(thrown)), nextStep: strings.exportFailedNext };
}
