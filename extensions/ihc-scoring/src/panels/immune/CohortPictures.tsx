import { Button } from '@timescope/ohif/controls';
import { useMemo, useRef, useState } from 'react';
import type { PlaceScore } from '../../pipeline/immune/placeScore';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';
import { cohortPictures } from '../../services/compare/cohortPictures';
import { strings } from '../../strings';

/** This patient among the cohort's and, where the cohort carries follow-up, the survival of its groups. */
export function CohortPictures(props: {
  title: string;
  place: 'stroma' | 'tumour';
  score: PlaceScore;
  cohort: ReferenceCohort;
}) {
  const { title, place, score, cohort } = props;
  const pictures = useMemo(() => {
    const drawn = cohortPictures(title, place, score, cohort);
    return {
      place: addressOf(drawn.place),
      survival: drawn.survival === undefined ? undefined : addressOf(drawn.survival),
    };
  }, [title, place, score, cohort]);
  return (
    <>
      <Picture alt={strings.immunePlot(title, strings.immuneScore(score.score))} address={pictures.place} />
      {pictures.survival !== undefined && (
        <Picture alt={strings.immuneSurvival(title)} address={pictures.survival} />
      )}
    </>
  );
}

/** As a picture, so that nothing in it can run. */
const addressOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** Small in the panel; pressed, as large as the page allows, so that its numbers can be read. */
function Picture({ alt, address }: { alt: string; address: string }) {
  const large = useRef<HTMLDialogElement>(null);
  const [isLarge, setLarge] = useState(false);
  const open = () => {
    setLarge(true);
    large.current?.showModal();
  };
  return (
    <>
      <button
        type="button"
        style={PLAIN}
        title={strings.pictureLarger}
        data-cy="picture-larger"
        onClick={open}
      >
        <img src={address} alt={alt} style={{ width: '100%', borderRadius: 4 }} />
      </button>
      <dialog ref={large} aria-label={alt} style={LARGE} onClose={() => setLarge(false)}>
        <Button text={strings.immuneClose} testId="picture-close" onPress={() => large.current?.close()} />
        {isLarge && <img src={address} alt={alt} style={{ display: 'block', width: 'min(92vw, 1100px)' }} />}
      </dialog>
    </>
  );
}

const PLAIN = { border: 0, padding: 0, background: 'none', cursor: 'zoom-in', width: '100%' } as const;
const LARGE = { maxWidth: '96vw', maxHeight: '96vh', border: 0, borderRadius: 6, padding: 8 } as const;
