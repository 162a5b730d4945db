import type { Slide } from '@timescope/core/dicom/read/slide';
import { Facts, Notice } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import type { SlideState } from '../services/scoringState';
import { strings } from '../strings';

/** What is on the glass, or why it cannot be measured. */
export function SlideFacts({ slide }: { slide: SlideState }) {
  if (slide.kind === 'none') return <Notice kind="info" testId="slide-none" text={strings.noSlide} />;
  if (slide.kind === 'loading')
    return <Notice kind="info" testId="slide-loading" text={strings.readingSlide} />;
  if (slide.kind === 'failed') {
    const { message, nextStep } = slide.problem;
    return <Notice kind="error" testId="slide-failed" text={`${message} ${nextStep}`} />;
  }
  return (
    <>
      <Fold
        title={slide.description || strings.slide}
        testId="slide-facts"
        note={sizeOf(slide.slide)}
        isClosed
      >
        <Facts facts={factsOf(slide.slide)} />
      </Fold>
      {slide.slide.warnings.map(warning => (
        <Notice key={warning} kind="warning" testId="slide-warning" text={warning} />
      ))}
    </>
  );
}

function factsOf(slide: Slide) {
  const [finest] = slide.levels;
  const [specimen] = slide.specimens;
  return [
    { name: strings.stain, value: stainsOf(slide), testId: 'slide-stain' },
    {
      name: strings.pixelSize,
      value: finest && strings.micrometresPerPixel(finest.mpp.x),
      testId: 'slide-mpp',
    },
    {
      name: strings.slideSize,
      value: sizeOf(slide),
      testId: 'slide-size',
    },
    { name: strings.specimen, value: specimen?.identifier ?? slide.containerIdentifier },
  ];
}

const stainsOf = (slide: Slide): string => slide.specimens[0]?.stains.join(', ') || strings.stainUnknown;

function sizeOf({ levels: [finest] }: Slide): string | undefined {
  return (
    finest && strings.millimetres((finest.width * finest.mpp.x) / 1000, (finest.height * finest.mpp.y) / 1000)
  );
}
