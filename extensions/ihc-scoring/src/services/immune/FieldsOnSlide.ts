import type { Slide } from '@timescope/core/dicom/read/slide';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { FieldsOverlay } from '../../overlays/FieldsOverlay';
import { IMMUNE_MARKERS, type ImmuneMarker } from '../../pipeline/immune/immuneDensities';
import type { CountedSlide } from '../../pipeline/immune/immuneResult';
import { FIELD_PLACES, type FieldPlace } from '../../pipeline/immune/immuneScore';
import {
  cellsUnder,
  isMostlyGlass,
  isSameRect,
  misplaced,
  rectOf,
  tissueUnder,
} from '../../pipeline/immune/placedField';
import { movedStromaField } from '../../pipeline/immune/stromaFields';
import { stromaFieldsOf, withMovedField, type StromaReading } from '../../pipeline/immune/stromaReading';
import type { Reading } from '../../pipeline/reading/reading';
import { mapGrid, type MapGrid } from '../../pipeline/tissueMap/mapGrid';
import { workingFrame } from '../../pipeline/workingFrame';
import { strings } from '../../strings';
import type { BenchPart, BenchParts, SlideOnScreen } from '../benchPart';
import { goToBox } from '../goTo';
import type { SlideMap } from '../microscopy';
import type { ImmuneResults } from '../results/ImmuneResults';
import type { TissueMapService } from '../tissueMap/TissueMapService';
import { followFieldDrag } from './followFieldDrag';
import type { PatientSections } from './PatientSections';
import type { ShownField } from './shownField';

export interface FieldsState {
  /** Of the slide on screen. */
  readonly fields: readonly ShownField[];
  readonly isShown: boolean;
  /** Why a field was not moved. */
  readonly refusal: string | undefined;
}

const NONE: FieldsState = { fields: [], isShown: true, refusal: undefined };

/** The fields of the slide on screen, of the immune score or of the ratio on H&E: shown, and moved by the reader. */
export class FieldsOnSlide implements BenchPart {
  readonly state = new ObservableState<FieldsState>(NONE);
  private readonly onSlide = new Subscriptions();
  private slide: Slide | undefined;
  private map: SlideMap | undefined;
  private refusedOn: Reading | undefined;

  constructor(
    private readonly parts: Pick<BenchParts, 'readings' | 'mapTool'>,
    private readonly tissueMap: Pick<TissueMapService, 'state' | 'isMapOf'>,
    private readonly sections: Pick<PatientSections, 'state'>,
    private readonly immune: Pick<ImmuneResults, 'state' | 'mapOf'>,
  ) {}

  attach({ slide, map, viewer }: SlideOnScreen): void {
    this.slide = slide;
    this.map = map;
    const overlay = new FieldsOverlay(map);
    const look = () => {
      if (this.parts.readings.get() !== this.refusedOn) this.forgetRefusal();
      const fields = this.fieldsNow();
      if (JSON.stringify(fields) !== JSON.stringify(this.state.get().fields)) this.state.update({ fields });
    };
    const show = () => {
      const { fields, isShown } = this.state.get();
      overlay.show(isShown ? fields : []);
    };
    this.onSlide.add(() => overlay.remove());
    for (const state of [this.parts.readings.state, this.sections.state, this.immune.state])
      this.onSlide.add(state.subscribe(look));
    this.onSlide.add(this.state.subscribe(show));
    this.onSlide.add(
      followFieldDrag(viewer.container, map, {
        fields: () => (this.isMovable() ? this.state.get().fields.filter(({ kind }) => kind !== 'tils') : []),
        drag: field =>
          overlay.show(this.state.get().fields.map(each => (each.id === field.id ? field : each))),
        drop: field => {
          this.move(field);
          show();
        },
      }),
    );
    look();
  }

  detach(): void {
    this.onSlide.releaseAll();
    this.slide = undefined;
    this.map = undefined;
    this.state.update({ fields: [], refusal: undefined });
  }

  toggleShown(): void {
    this.forgetRefusal();
    this.state.update({ isShown: !this.state.get().isShown });
  }

  goTo(field: ShownField): void {
    this.forgetRefusal();
    if (this.map) goToBox(this.map, field);
  }

  /**
   * By cells of the map, with the arrow keys: from where the field was put last, which its numbers follow later.
   */
  nudge(id: string, across: number, down: number): void {
    const [finest] = this.slide?.levels ?? [];
    const field = this.placedNow().find(each => each.id === id);
    if (!finest || !field) return;
    const { x, y } = field;
    this.move({ ...field, x: x + (across * STEP_UM) / finest.mpp.x, y: y + (down * STEP_UM) / finest.mpp.y });
  }

  /** All fields of the slide to where the tool proposes them; one undoable step. */
  putBack(): void {
    this.forgetRefusal();
    this.parts.readings.change(reading => ({
      ...reading,
      fields: [],
      stroma: reading.stroma && allPutBack(reading.stroma),
    }));
  }

  /** What is counted in the field follows; one undoable step, none for the place where it lies. */
  private move(field: ShownField): void {
    this.forgetRefusal();
    if (field.kind === 'ratio') this.moveOnHe(field);
    else if (field.kind !== 'tils') this.moveOfScore(field, field.kind);
  }

  private moveOfScore(field: ShownField, place: FieldPlace): void {
    if (!this.slide || !this.canLie(field, mapGrid(workingFrame(this.slide)))) return;
    const marker = this.markerHere();
    const map = marker && this.immune.mapOf(marker);
    const under = map && cellsUnder(field, map);
    if (under && isMostlyGlass(tissueUnder(map, under), under)) {
      this.refuse(strings.fieldNoTissue);
      return;
    }
    const { index, x, y, width, height } = field;
    this.parts.readings.change(reading => ({
      ...reading,
      fields: [
        ...(reading.fields ?? []).filter(each => each.place !== place || each.index !== index),
        { place, index, x, y, width, height },
      ],
    }));
  }

  /** Whether it is moved at all, and free where it is put; else says why not. */
  private canLie(field: ShownField, grid: MapGrid): boolean {
    const ofPlace = this.placedNow().filter(({ kind }) => kind === field.kind);
    const own = ofPlace.find(({ id }) => id === field.id);
    const others = ofPlace.filter(each => each !== own);
    const found = misplaced(field, others, grid);
    if (found) this.refuse(strings.fieldMisplaced[found]);
    return found === undefined && !(own && isSameRect(rectUnder(own, grid), rectUnder(field, grid)));
  }

  /** Where the reader put them last: what is counted there may still be under way. */
  private placedNow(): readonly ShownField[] {
    const { fields: placed = [] } = this.parts.readings.get();
    return this.state.get().fields.map(field => {
      const { kind, index, width, height } = field;
      const own = placed.find(each => each.place === kind && each.index === index);
      const isOfSize = own && isNear(own.width, width) && isNear(own.height, height);
      return isOfSize ? { ...field, x: own.x, y: own.y } : field;
    });
  }

  private refuse(refusal: string): void {
    this.refusedOn = this.parts.readings.get();
    this.state.update({ refusal });
  }

  private forgetRefusal(): void {
    if (this.state.get().refusal !== undefined) this.state.update({ refusal: undefined });
  }

  private moveOnHe(field: ShownField): void {
    const { stroma } = this.parts.readings.get();
    const { corrected } = this.tissueMap.state.get();
    if (!stroma) return;
    if (!corrected || !this.tissueMap.isMapOf(stroma)) {
      this.refuse(strings.fieldNeedsMap);
      return;
    }
    if (!this.canLie(field, corrected)) return;
    const to = movedStromaField(corrected, field);
    if (!to) {
      this.refuse(strings.fieldNoTissue);
      return;
    }
    const proposed = stroma.proposed[field.index];
    const isBack = proposed !== undefined && isSameRect(proposed, to);
    this.parts.readings.change(reading => ({
      ...reading,
      stroma: withMovedField(stroma, field.index, isBack ? undefined : to),
    }));
  }

  /** The left button is not drawing, and the fields are to be seen. */
  private isMovable(): boolean {
    return this.state.get().isShown && this.parts.mapTool.state.get().tool === 'select';
  }

  private fieldsNow(): readonly ShownField[] {
    const { stroma } = this.parts.readings.get();
    return stroma ? [...fieldsOnHe(stroma), ...densestField(stroma)] : this.fieldsOfScore();
  }

  private fieldsOfScore(): readonly ShownField[] {
    const { result } = this.immune.state.get();
    const marker = this.markerHere();
    return marker && result ? fieldsOfMarker(result.slides[marker]) : [];
  }

  private markerHere(): ImmuneMarker | undefined {
    const { chosen } = this.sections.state.get();
    const uid = this.slide?.seriesInstanceUid;
    return IMMUNE_MARKERS.find(name => chosen[name]?.seriesUid === uid);
  }
}

/** A cell of the tissue map. */
const STEP_UM = 37.25;

/** A field's own size is given in whole cells; another size is of other settings. */
const isNear = (placed: number, shown: number): boolean => Math.abs(placed - shown) < 1;

const rectUnder = (field: ShownField, grid: MapGrid) => rectOf(cellsUnder(field, grid), grid);

const allPutBack = (stroma: StromaReading): StromaReading =>
  stroma.proposed.reduce<StromaReading>((all, _, at) => withMovedField(all, at, undefined), stroma);

const fieldsOnHe = (stroma: StromaReading): readonly ShownField[] =>
  stromaFieldsOf(stroma).map((field, index) => {
    const { x, y, width, height, isMoved } = field;
    const ratio = stroma.ratios[index] ?? field.ratio;
    const name = strings.fieldNames.ratio(index + 1);
    return {
      ...{ id: `ratio ${index + 1}`, kind: 'ratio', index, x, y, width, height, name },
      ...{ isMoved: isMoved === true, value: strings.fieldRatio(ratio, field.tissueMm2) },
    };
  });

/** Where the proposed grade found most lymphocytes. */
function densestField({ tilProposal }: StromaReading): readonly ShownField[] {
  if (tilProposal?.kind !== 'computed') return [];
  const { field, densityPerMm2 } = tilProposal;
  const value = strings.immuneDensity(densityPerMm2);
  return [
    { ...field, id: 'tils', kind: 'tils', index: 0, name: strings.fieldNames.tils, value, isMoved: false },
  ];
}

const fieldsOfMarker = (slide: CountedSlide | undefined): readonly ShownField[] =>
  FIELD_PLACES.flatMap(place =>
    (slide?.fields[place]?.fields ?? []).map((field, index) => {
      const { x, y, width, height, isMoved, positive, densityPerMm2, tissueMm2 } = field;
      const name = strings.fieldNames[place](index + 1);
      return {
        ...{ id: `${place} ${index + 1}`, kind: place, index, x, y, width, height, name },
        ...{ isMoved: isMoved === true, value: strings.fieldDensity(densityPerMm2, positive, tissueMm2) },
      };
    }),
  );
