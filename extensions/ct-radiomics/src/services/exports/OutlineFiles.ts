import { dicomMoment } from '@timescope/core/dicom/localMoment';
import type { Rgb } from '@timescope/core/dicom/displayColour';
import { TimescopeError } from '@timescope/core/errors';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { OutlineFormat } from '../../evidence/outlineObject';
import { strings } from '../../strings';
import type { RadiologyClient } from '../../worker/client';
import type { DisplayedCt } from '../displayedCt';
import type { Attempt, Prediction } from '../radiologyState';
import { activeRoi } from '../rois/roiSet';
import { roiVoxels } from '../roiSlices';
import type { TumourOutline } from '../TumourOutline';

export interface OutlineFilesState {
  readonly isRunning: boolean;
  /** What was done last, in a sentence. */
  readonly said: string | undefined;
}

export interface OutlineFilesParts {
  readonly attempt: Attempt;
  readonly worker: Pick<RadiologyClient, 'outlineFile' | 'niftiFile' | 'readNifti'>;
  /** @throws TimescopeError when nothing may be changed now */
  outline(): { readonly outline: TumourOutline; readonly ct: DisplayedCt };
  /** Hands the voxels of the CT to the worker when it does not hold them. */
  volumeInWorker(ct: DisplayedCt, signal: AbortSignal): Promise<void>;
  /** Whether what is drawn must not leave the page now. */
  isSealed(): boolean;
  readerName(): string | undefined;
  /** Gives the reader a file. */
  save(file: Blob, name: string): void;
}

/** Ours: red, as saved results show a tumour, where the host shows no colour. */
const WITHOUT_COLOUR: Rgb = [230, 60, 50];

/** What is drawn as files of other programs, and theirs as what is drawn. */
export class OutlineFiles {
  readonly state = new ObservableState<OutlineFilesState>({ isRunning: false, said: undefined });

  constructor(
    private readonly parts: OutlineFilesParts,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** All regions of the CT, the empty ones too. */
  saveDicom(format: OutlineFormat): Promise<void> {
    return this.run(async () => {
      const { outline, ct } = this.drawn();
      const { size, placement, slicePositionsMm, sliceUids, frameOfReferenceUid } = ct.grid;
      const bytes = await this.parts.worker.outlineFile(
        format,
        {
          images: ct.headers,
          ct: {
            ...{ size, placement, slicePositionsMm, sliceUids },
            ...(frameOfReferenceUid !== undefined && { frameOfReferenceUid }),
          },
          savedBy: { reader: this.parts.readerName(), at: momentOf(this.now()) },
          regions: outline.state.get().set.rois.map(({ label, name, slices }) => ({
            ...{ name, roi: slices },
            colour: rgbOf(outline.colourOf(label)),
          })),
        },
        new AbortController().signal,
      );
      return this.saved([[`outline-${format.toLowerCase()}.dcm`, bytes, 'application/dicom']]);
    });
  }

  /** Image and active region, named as the papers' data sets name them. */
  saveNifti(): Promise<void> {
    return this.run(async () => {
      const { outline, ct } = this.drawn();
      const { signal } = new AbortController();
      await this.parts.volumeInWorker(ct, signal);
      const region = await this.parts.worker.niftiFile(outline.state.get().roi, signal);
      const image = await this.parts.worker.niftiFile('image', signal);
      return this.saved([
        ['CT_image.nii.gz', image, 'application/gzip'],
        ['CT_mask.nii.gz', region, 'application/gzip'],
      ]);
    });
  }

  /** What the network saw, as grey pixels without any text. */
  saveCrop({ outcome: { crop } }: Prediction): Promise<void> {
    return this.run(async () => {
      const { width, height, values } = crop.preview;
      const image = new ImageData(width, height);
      values.forEach((grey, pixel) => image.data.set([grey, grey, grey, 255], pixel * 4));
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')?.putImageData(image, 0, 0);
      this.parts.save(await canvas.convertToBlob({ type: 'image/png' }), 'crop.png');
      return strings.exported('crop.png');
    });
  }

  /** Takes the place of the active region. */
  openNifti(file: File): Promise<void> {
    return this.run(async () => {
      const { outline, ct } = this.parts.outline();
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { signal } = new AbortController();
      const roi = await this.parts.worker.readNifti({ name: file.name, bytes }, ct.grid, signal);
      if (roi.size === 0)
        throw new TimescopeError('EMPTY_ROI', strings.noRegion, { nextStep: strings.noRegionNext });
      await outline.adopt(roi);
      return strings.imported(roi.size);
    });
  }

  /** @throws TimescopeError while the outline is sealed, and for one without any voxel */
  private drawn(): { readonly outline: TumourOutline; readonly ct: DisplayedCt } {
    if (this.parts.isSealed())
      throw new TimescopeError('CONFLICT', strings.sealedExport, { nextStep: strings.sealedExportNext });
    const { outline, ct } = this.parts.outline();
    outline.takeEditNow();
    if (roiVoxels(activeRoi(outline.state.get().set).slices) === 0)
      throw new TimescopeError('EMPTY_ROI', strings.emptyOutline, { nextStep: strings.emptyExportNext });
    return { outline, ct };
  }

  private saved(files: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[]): string {
    for (const [name, bytes, type] of files) this.parts.save(new Blob([bytes], { type }), name);
    return strings.exported(files.map(([name]) => name).join(', '));
  }

  private async run(work: () => Promise<string>): Promise<void> {
    if (this.state.get().isRunning) return;
    this.state.update({ isRunning: true, said: undefined });
    await this.parts.attempt(async () => this.state.update({ said: await work() }), strings.exportFailed);
    this.state.update({ isRunning: false });
  }
}

function momentOf(at: Date): { readonly date: string; readonly time: string } {
  const moment = dicomMoment(at);
  return { date: moment.slice(0, 8), time: moment.slice(8) };
}

function rgbOf(colour: readonly number[] | undefined): Rgb {
  const [red, green, blue] = colour ?? [];
  if (red === undefined || green === undefined || blue === undefined) return WITHOUT_COLOUR;
  return [red, green, blue];
}
