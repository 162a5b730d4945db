import { Button, Facts, Section } from '@timescope/ohif/controls';
import type { CtPredictions } from '../services/CtPredictions';
import type { Prediction } from '../services/radiologyState';
import { strings } from '../strings';
import { CropPreview } from './CropPreview';
import type { Actions } from './actions';

/** The slice that was used, the choice of another, and the crop that the network saw. */
export function SliceSection(props: {
  prediction: Prediction;
  predictions: CtPredictions;
  actions: Actions;
  isRunning: boolean;
}) {
  const { prediction, predictions, actions } = props;
  const { crop, result } = prediction.outcome;
  const { slice } = result;
  const { box, window: shownWindow } = crop;
  const { crop: kind, marginPx } = result.provenance.preprocessing;
  return (
    <Section title={strings.slice} testId="slice-section">
      <div className="ts-row">
        <select
          className="ts-grow"
          data-cy="slice-choice"
          aria-label={strings.slice}
          disabled={props.isRunning}
          value={slice.chosenBy === 'reader' ? slice.index : ''}
          onChange={event => void predictions.chooseSlice(chosenSlice(event.target.value))}
        >
          <option value="">{strings.largestSlice}</option>
          {prediction.slices.map(({ index, areaMm2 }) => (
            <option key={index} value={index}>
              {strings.sliceOption(prediction.ct.instanceNumbers[index], index, areaMm2)}
            </option>
          ))}
        </select>
        <Button
          text={strings.showSlice}
          testId="show-slice"
          hotkey={actions.keyOf('timescopeShowPredictedSlice')}
          onPress={() => actions.run('timescopeShowPredictedSlice')}
        />
      </div>
      <div className="ts-row" style={{ alignItems: 'flex-start', flexWrap: 'nowrap' }}>
        <CropPreview crop={crop} />
        <Facts
          facts={[
            { name: strings.area, value: strings.mm2(slice.areaMm2), testId: 'slice-area' },
            {
              name: strings.image,
              value: strings.imageOf(prediction.ct.instanceNumbers[slice.index], slice.index),
              testId: 'slice-index',
            },
            { name: strings.position, value: strings.zMm(slice.zMm), testId: 'slice-z' },
            { name: strings.sliceChosen, value: chosenBy(prediction), testId: 'slice-chosen-by' },
            {
              name: strings.crop,
              value: strings.cropSize(strings.cropKinds[kind], box.width, box.height, marginPx),
              testId: 'slice-crop',
            },
            { name: strings.window, value: strings.windowUsed(shownWindow.center, shownWindow.width) },
          ]}
        />
      </div>
    </Section>
  );
}

const chosenSlice = (value: string): number | undefined => (value === '' ? undefined : Number(value));

/** A reader's own choice is told beside the one it took the place of. */
function chosenBy({ outcome, slices, ct }: Prediction): string {
  if (outcome.result.slice.chosenBy === 'largest area') return strings.chosenByArea;
  const largest = slices.toSorted((a, b) => b.areaMm2 - a.areaMm2)[0];
  if (!largest) return strings.chosenByArea;
  const { index, areaMm2 } = largest;
  return strings.chosenByReader(strings.sliceOption(ct.instanceNumbers[index], index, areaMm2));
}
