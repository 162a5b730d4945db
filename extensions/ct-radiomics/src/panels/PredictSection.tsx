import { Button, RunProgress, Section } from '@timescope/ohif/controls';
import type { CtPredictions } from '../services/CtPredictions';
import type { RadiologyState } from '../services/radiologyState';
import { strings } from '../strings';
import type { Actions } from './actions';
import { CropPreview } from './CropPreview';

/** Margins to choose from: those of Pan et al., whom the paper cites, and none (the default). */
const MARGINS_PX = [0, 10, 20];

export function PredictSection(props: {
  state: RadiologyState;
  predictions: CtPredictions;
  actions: Actions;
}) {
  const { state, actions } = props;
  const { run, preview, prediction } = state;
  if (run)
    return (
      <Section testId="predict-section">
        <RunProgress progress={run} onCancel={() => actions.run('timescopeCancelPrediction')} />
      </Section>
    );
  return (
    <Section testId="predict-section">
      <div className="ts-row">
        <Button
          primary
          text={prediction ? strings.predictAgain : strings.predict}
          testId="predict"
          hotkey={actions.keyOf('timescopePredict')}
          onPress={() => actions.run('timescopePredict')}
        />
        <Button
          text={strings.previewCrop}
          testId="preview-crop"
          onPress={() => actions.run('timescopePreviewCrop')}
        />
      </div>
      <CropChoices {...props} />
      {preview && (
        <div className="ts-row" style={{ flexWrap: 'nowrap' }} data-cy="preview">
          <CropPreview crop={preview.crop} />
          <span className="ts-dim ts-small">
            {strings.previewOf(
              strings.imageShort(state.ct?.instanceNumbers[preview.crop.slice], preview.crop.slice),
              preview.crop.box.width,
              preview.crop.box.height,
            )}
          </span>
        </div>
      )}
    </Section>
  );
}

function CropChoices({ state, predictions }: { state: RadiologyState; predictions: CtPredictions }) {
  const { request } = state;
  return (
    <div className="ts-row">
      <label className="ts-row ts-grow" title={strings.cropKindTitle}>
        <span className="ts-dim">{strings.cropKind}</span>
        <select
          className="ts-grow"
          data-cy="crop-kind"
          value={request.crop}
          onChange={event =>
            void predictions.chooseCrop({ crop: event.target.value === 'masked' ? 'masked' : 'box' })
          }
        >
          <option value="box">{strings.cropKinds.box}</option>
          <option value="masked">{strings.cropKinds.masked}</option>
        </select>
      </label>
      <label className="ts-row ts-grow" title={strings.marginTitle}>
        <span className="ts-dim">{strings.margin}</span>
        <select
          className="ts-grow"
          data-cy="margin"
          value={request.margin}
          onChange={event => void predictions.chooseCrop({ margin: Number(event.target.value) })}
        >
          {MARGINS_PX.map(px => (
            <option key={px} value={px}>
              {strings.marginPx(px)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
