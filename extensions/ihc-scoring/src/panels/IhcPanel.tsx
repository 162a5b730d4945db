import { ResearchUse } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ReaderName } from '@timescope/ohif/ReaderName';
import type { Bench } from '../services/Bench';
import { stainHere } from '../services/immune/PatientSections';
import { strings } from '../strings';
import { ArchiveSection } from './archive/ArchiveSection';
import { CompareSection } from './compare/CompareSection';
import { CompartmentsSection } from './compartments/CompartmentsSection';
import { ImmuneCards } from './immune/ImmuneCards';
import { Findings } from './Findings';
import { StromaSection } from './immune/StromaSection';
import { ReadingBar } from './ReadingBar';
import { RegionsSection } from './regions/RegionsSection';
import { RunNotices } from './RunNotices';
import { SlideFacts } from './SlideFacts';
import { LayerChoice } from './stain/LayerChoice';
import { StainSection } from './stain/StainSection';
import { TissueSection } from './stain/TissueSection';
import { FieldStep, MarkerStep, SlideStep } from './Steps';
import { TissueMapSection } from './tissueMap/TissueMapSection';

/** The pathologist's panel, in the order of the work. It shows the services' state and runs commands. */
export function IhcPanel({ host, bench }: { host: Host; bench: Bench }) {
  const { slide } = useObservable(bench.scoring.state);
  const sections = useObservable(bench.sections.state);
  const isHe = sections.isConfirmed && stainHere(sections) === 'he';
  return (
    <div className="ts-panel" data-cy="ihc-panel">
      <ReaderName reader={bench.scoring.reader} />
      <SlideFacts slide={slide} />
      {slide.kind === 'ready' && (
        <>
          <ArchiveSection bench={bench} series={slide.slide.seriesInstanceUid} />
          <LayerChoice host={host} layers={slide.slide.layers} isHidden={slide.isLayerHidden} />
          <ReadingBar host={host} bench={bench} />
          {isHe ? (
            <div className="ts-small" data-cy="he-no-marker">
              {strings.heNoMarker}
            </div>
          ) : (
            <MarkerStep host={host} bench={bench} />
          )}
          <TissueStep host={host} bench={bench} />
          <Fold number={3} title={strings.stainStep} testId="step-stain">
            <StainSection host={host} bench={bench} />
          </Fold>
          {!isHe && <FieldStep host={host} bench={bench} slide={slide.slide} />}
          {!isHe && <SlideStep host={host} bench={bench} />}
          <RegionsFold host={host} bench={bench} />
          <Fold title={strings.compartmentsStep} testId="step-compartments" isClosed>
            <CompartmentsSection host={host} bench={bench} />
          </Fold>
          <Fold title={strings.mapStep} testId="step-tissue-map" isClosed>
            <TissueMapSection bench={bench} />
          </Fold>
        </>
      )}
      <RunNotices host={host} bench={bench} />
      <Findings host={host} bench={bench} />
      {slide.kind === 'ready' && <PatientFolds bench={bench} />}
      <ResearchUse />
    </div>
  );
}

/** Of all the patient's slides, so it stands also where the slide on screen is not measured. */
function PatientFolds({ bench }: { bench: Bench }) {
  const stain = stainHere(useObservable(bench.sections.state));
  return (
    <>
      <Fold title={strings.compareTitle} testId="step-compare" isClosed>
        <CompareSection bench={bench} />
      </Fold>
      {stain === 'he' && (
        <Fold title={strings.heStep} testId="step-he">
          <StromaSection bench={bench} />
        </Fold>
      )}
      <Fold title={strings.immuneTitle} testId="step-immune" isClosed>
        <ImmuneCards bench={bench} />
      </Fold>
    </>
  );
}

/** Second step; where the tissue lies is rarely in doubt, so its share stands beside the title. */
function TissueStep({ host, bench }: { host: Host; bench: Bench }) {
  const tissue = useObservable(bench.stain.state).inspection?.tissue;
  const share = tissue && strings.tissueFound(tissue.tissueMm2, (100 * tissue.tissueMm2) / tissue.askedMm2);
  return (
    <Fold number={2} title={strings.tissueStep} testId="step-tissue" note={share} isClosed>
      <TissueSection host={host} bench={bench} />
    </Fold>
  );
}

function RegionsFold({ host, bench }: { host: Host; bench: Bench }) {
  const { regions } = useObservable(bench.readings.state).reading;
  return (
    <Fold
      title={strings.regionsStep}
      testId="step-regions"
      note={strings.regionsDrawn(regions.length)}
      isClosed
    >
      <RegionsSection host={host} bench={bench} />
    </Fold>
  );
}
