import { Facts, Notice, Section } from '@timescope/ohif/controls';
import type { DisplayedCt } from '../services/displayedCt';
import { strings } from '../strings';

/** Which series this is, and what is wrong with it as a stack. */
export function CtSection({ ct: { displaySet, grid } }: { ct: DisplayedCt }) {
  const { spacingMm, slice } = grid.placement;
  return (
    <Section title={strings.ct} testId="ct-section">
      <Facts
        facts={[
          { name: strings.series, value: displaySet.SeriesDescription },
          { name: strings.slices, value: grid.size[2], testId: 'ct-slices' },
          { name: strings.voxel, value: strings.voxelSize(spacingMm.x, spacingMm.y, Math.hypot(...slice)) },
        ]}
      />
      {grid.warnings.map(({ code, message }) => (
        <Notice key={code} kind="warning" text={message} />
      ))}
    </Section>
  );
}
