import { useMemo } from 'react';
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

const Picture = ({ alt, address }: { alt: string; address: string }) => (
  <img src={address} alt={alt} style={{ width: '100%', borderRadius: 4 }} />
);
