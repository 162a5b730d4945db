import { Notice, ResearchUse } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ReaderName } from '@timescope/ohif/ReaderName';
import type { RadiologyService } from '../services/RadiologyService';
import type { Prediction } from '../services/radiologyState';
import { ctResultsOf } from '../services/results/ctResultsOf';
import { strings } from '../strings';
import type { Actions } from './actions';
import { ArchiveSection, SaveSection } from './archive/ArchiveSection';
import { DecisionSection } from './archive/DecisionSection';
import { ExportSection } from './contouring/ExportSection';
import { OutlineEditsSection } from './contouring/OutlineEditsSection';
import { ComparisonSection } from './ComparisonSection';
import { CtSection } from './CtSection';
import { FeaturesSection } from './FeaturesSection';
import { HeatMapSection } from './HeatMapSection';
import { OutlineSection } from './OutlineSection';
import { PredictSection } from './PredictSection';
import { ProvenanceSection } from './ProvenanceSection';
import { LimitsSection, ResultSection } from './ResultSection';
import { SliceSection } from './SliceSection';
import { TwoReadersSection } from './TwoReadersSection';

export function RadiologyPanel({ host, service }: { host: Host; service: RadiologyService }) {
  const state = useObservable(service.state);
  const { name: reader } = useObservable(service.reader);
  const { phase } = useObservable(service.twoReaders.state);
  const actions: Actions = {
    run: command => void host.commandsManager.runCommand(command),
    keyOf: command => keyOf(host.hotkeysManager, command),
  };
  const { ct, failure, outline, prediction } = state;
  const results = ctResultsOf(host);
  return (
    <div className="ts-panel" data-cy="radiology-panel">
      <ReaderName reader={service.reader} />
      {failure && (
        <Notice
          kind="error"
          testId="failure"
          text={`${failure.message} ${failure.nextStep}`.trim()}
          onClose={() => service.dismissFailure()}
        />
      )}
      {ct ? <CtSection ct={ct} /> : <Notice kind="info" testId="no-ct" text={strings.noCt} />}
      {ct && <ArchiveSection results={results} service={service} />}
      {outline && (
        <OutlineSection
          outline={outline}
          tool={state.tool}
          phase={phase}
          service={service}
          actions={actions}
        />
      )}
      {(outline?.roi.size ?? 0) > 0 && <OutlineEditsSection edits={service.tools.edits} actions={actions} />}
      {outline && (
        <ExportSection files={service.tools.files} prediction={prediction} isEmpty={outline.roi.size === 0} />
      )}
      {ct && (
        <TwoReadersSection
          readers={service.twoReaders}
          ct={ct}
          actions={actions}
          reader={reader}
          hasOutline={(outline?.roi.size ?? 0) > 0}
        />
      )}
      {ct && <PredictSection state={state} predictions={service.predictions} actions={actions} />}
      {prediction && <Predicted host={host} service={service} prediction={prediction} actions={actions} />}
      {ct && <FeaturesSection features={service.features} actions={actions} />}
      <ResearchUse />
    </div>
  );
}

/** What the networks said, what the reader makes of it, and the button that saves both. */
function Predicted(props: {
  host: Host;
  service: RadiologyService;
  prediction: Prediction;
  actions: Actions;
}) {
  const { host, service, prediction, actions } = props;
  const state = useObservable(service.state);
  const { name: reader } = useObservable(service.reader);
  const { predictions } = service;
  return (
    <>
      {prediction.leftOut.length > 0 && (
        <Notice
          kind="warning"
          testId="networks-left-out"
          text={strings.networksLeftOut(prediction.leftOut.join(' '))}
        />
      )}
      <ResultSection prediction={prediction} />
      <HeatMapSection
        prediction={prediction}
        heatMap={state.heatMap}
        predictions={predictions}
        actions={actions}
      />
      <ComparisonSection prediction={prediction} isRunning={state.run !== undefined} actions={actions} />
      <SliceSection
        prediction={prediction}
        predictions={predictions}
        actions={actions}
        isRunning={state.run !== undefined}
      />
      <LimitsSection prediction={prediction} />
      <DecisionSection decisions={service.decisions} prediction={prediction} reader={reader} />
      <ProvenanceSection prediction={prediction} />
      <SaveSection results={ctResultsOf(host)} service={service} />
    </>
  );
}
