import { Button } from '@timescope/ohif/controls';
import type { NamedRois } from '../../services/rois/NamedRois';
import type { NamedRoi, RoiSet } from '../../services/rois/roiSet';
import { strings } from '../../strings';
import type { Actions } from '../actions';

interface RoiListProps {
  readonly set: RoiSet;
  readonly rois: NamedRois;
  readonly actions: Actions;
}

/** The regions of this CT: which one is worked on, their names and colours. */
export function RoiList({ set, rois, actions }: RoiListProps) {
  return (
    <div className="ts-stack" role="radiogroup" aria-label={strings.rois} data-cy="roi-list">
      {set.rois.map(roi => (
        <RoiRow key={`${roi.label} ${roi.name}`} roi={roi} isActive={roi.label === set.active} rois={rois} />
      ))}
      <div className="ts-row">
        <Button
          text={strings.newRoi}
          title={strings.newRoiTitle}
          testId="add-roi"
          hotkey={actions.keyOf('timescopeAddRegion')}
          onPress={() => actions.run('timescopeAddRegion')}
        />
        <Button
          text={strings.removeRoi}
          title={strings.removeRoiTitle}
          testId="remove-roi"
          disabled={set.rois.length < 2}
          onPress={() => actions.run('timescopeRemoveRegion')}
        />
      </div>
    </div>
  );
}

/** A name is taken over when its field is left, or with Enter. */
function RoiRow({ roi, isActive, rois }: { roi: NamedRoi; isActive: boolean; rois: NamedRois }) {
  const colour = rois.colourOf(roi.label);
  return (
    <div className="ts-row" data-cy="roi" data-active={isActive}>
      <input
        type="radio"
        name="timescope-roi"
        aria-label={strings.chooseRoi(roi.name)}
        checked={isActive}
        onChange={() => void rois.choose(roi.label)}
      />
      <span
        aria-hidden="true"
        style={{
          width: 12,
          height: 12,
          borderRadius: 2,
          background: colour ? `rgb(${colour.join(' ')})` : 'transparent',
        }}
      />
      <input
        type="text"
        className="ts-grow"
        data-cy="roi-name"
        aria-label={strings.roiName}
        maxLength={64}
        defaultValue={roi.name}
        onKeyDown={event => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        onBlur={event => {
          void rois.rename(roi.label, event.currentTarget.value);
          event.currentTarget.value = roi.name;
        }}
      />
      <span className="ts-dim ts-small ts-nowrap">
        {roi.slices.size === 0 ? strings.roiEmpty : strings.roiSlices(roi.slices.size)}
      </span>
    </div>
  );
}
