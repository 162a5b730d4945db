import type { Comparison } from '../../pipeline/compare/compareSlides';
import type { PicturedSlide } from '../../services/compare/CompareService';
import { strings } from '../../strings';

/**
 * The slide on screen and the other one, each with its picture, the label on its glass, and its name; in the order of the
 * table below, once there is one.
 */
export function SlidesBeside(props: {
  pictured: readonly PicturedSlide[];
  comparison: Comparison | undefined;
}) {
  const isOrdered = props.comparison?.isOrdered === true;
  const pictured = isOrdered ? props.pictured.toSorted(byDate) : props.pictured;
  const roles = isOrdered
    ? [strings.compareBaseline, strings.compareLater]
    : [strings.compareOne, strings.compareOther];
  return (
    <div
      data-cy="compare-pictures"
      style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 8 }}
    >
      {pictured.map((each, index) => (
        <PicturedSlideView key={each.slide.seriesUid} role={roles[index] ?? ''} {...each} />
      ))}
    </div>
  );
}

const byDate = ({ slide: a }: PicturedSlide, { slide: b }: PicturedSlide): number =>
  (a.studyDate ?? '') < (b.studyDate ?? '') ? -1 : 1;

function PicturedSlideView({ role, slide, pictures }: PicturedSlide & { role: string }) {
  const name = strings.compareSlide(slide.studyDate, slide.description);
  return (
    <figure className="ts-card ts-stack ts-small" style={{ margin: 0 }} data-cy="compare-picture">
      <Picture address={pictures?.slide} text={strings.comparePicture(name)} isWaiting={!pictures} />
      {pictures?.label !== undefined && (
        <Picture address={pictures.label} text={strings.compareLabel(name)} isWaiting={false} />
      )}
      <figcaption style={{ overflowWrap: 'anywhere' }}>
        <div className="ts-dim">{role}</div>
        {name}
        {pictures?.label === undefined && pictures?.slide !== undefined && (
          <div className="ts-dim">{strings.compareNoLabel}</div>
        )}
      </figcaption>
    </figure>
  );
}

/** Height of a picture in css pixels. */
const HEIGHT = 110;

function Picture(props: { address: string | undefined; text: string; isWaiting: boolean }) {
  const { address, text, isWaiting } = props;
  if (address === undefined)
    return (
      <div className="ts-dim" style={{ height: HEIGHT }}>
        {isWaiting ? strings.compareLooking : strings.compareNoPicture}
      </div>
    );
  return <img src={address} alt={text} style={{ width: '100%', height: HEIGHT, objectFit: 'contain' }} />;
}
