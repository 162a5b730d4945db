import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { slideInspector } from '@timescope/extension-ihc-scoring/pipeline/inspect/inspectSlide';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../../harness/sharedData';
import { BLUE, BROWN, drawnSlide, type Disc } from '../drawnSlide';

const request: ScoreRequest = { preset: 'h-score', slide: { description: 'drawn', digest: 'none' } };

/** 6 x 5 nuclei 40 px (20 um) apart in the upper left of a slide of 0.2 x 0.2 mm, each third brown. */
const rows: Disc[] = Array.from({ length: 30 }, (_, k) => ({
  x: 60 + 40 * (k % 6),
  y: 60 + 40 * Math.floor(k / 6),
  radius: 12,
  colour: k % 3 === 0 ? BROWN : BLUE,
}));

const drawn = (): PixelSource => plainImageSource(drawnSlide(400, 400, rows), micrometresPerPixel(0.5));

/** A source that counts the tiles that are read. */
function counted(source: PixelSource) {
  const tiles = { read: 0 };
  const counting: PixelSource = {
    levels: source.levels,
    readTile: (...at) => {
      tiles.read++;
      return source.readTile(...at);
    },
  };
  return { source: counting, tiles };
}

async function expectNumbersOfTheScore(source: PixelSource, asked: ScoreRequest) {
  const { tissue, stain } = await slideInspector(source)(asked);
  const { result } = await scoreSlide(source, asked);
  expect({ rgb: stain.white, rule: stain.whiteSource }).toEqual(result.provenance.white);
  expect({ rule: stain.vectorsSource, ...stain.vectors }).toEqual(result.provenance.stainVectors);
  expect(stain.estimated).toEqual(result.provenance.estimatedStain);
  const { outOfFocus = 0, ...others } = result.artefacts.percent;
  expect(tissue.artefacts).toEqual({ of: result.artefacts.of, percent: others });
  const warned = result.warnings.map(warning => warning.message).join(' ');
  for (const doubt of stain.doubts) expect(warned).toContain(doubt);
  return { tissue, stain, result, outOfFocus };
}

test('tissue, artefacts, white and vectors are those of the score that follows', async () => {
  const { tissue, result } = await expectNumbersOfTheScore(drawn(), request);
  expect(tissue.tissueMm2).toBe(result.coverage.requestedMm2);
});

test('the area asked for is the slide, 0.2 x 0.2 mm; what is not blank is tissue', async () => {
  const { tissue } = await slideInspector(drawn())(request);
  expect(tissue.askedMm2).toBeCloseTo(0.04, 12);
  expect(tissue.tissueMm2).toBeCloseTo(0.04 * (1 - (tissue.artefacts.percent.blank ?? 0) / 100), 12);
  const blocks = tissue.artefact.filter(code => code === 0).length;
  expect(blocks * 0.008 * 0.008).toBeCloseTo(tissue.tissueMm2, 9);
});

test('another preset or stain looks at the same slide without reading it again', async () => {
  const { source, tiles } = counted(drawn());
  const inspect = slideInspector(source);
  const first = await inspect(request);
  const { read } = tiles;
  const auto = await inspect({
    ...request,
    overrides: { white: { rule: 'channel-mode' }, vectors: { rule: 'estimate', way: 'macenko' } },
  });
  expect(read).toBeGreaterThan(0);
  expect(tiles.read).toBe(read);
  expect(first.stain.vectorsSource).toBe('default');
  expect(auto.stain.vectorsSource).toBe('macenko');
  expect(auto.stain.vectors).toEqual(first.stain.estimated.macenko);
  expect(auto.tissue).toEqual(first.tissue);
});

test('each sampled pixel carries its colour and the amounts of the model in use', async () => {
  const { sample } = await slideInspector(drawn())(request);
  const at = Array.from(sample.rgb.keys())
    .filter(k => k % 3 === 0)
    .find(
      k => sample.rgb[k] === BROWN[0] && sample.rgb[k + 1] === BROWN[1] && sample.rgb[k + 2] === BROWN[2],
    );
  const pixel = (at ?? -3) / 3;
  expect(sample.rgb).toHaveLength(3 * sample.dab.length);
  expect(sample.dab.length).toBe(4000);
  // -log10(140 / 240), against the slide's own glass of 240 / 240 / 242.
  expect(sample.densities[3 * pixel]).toBeCloseTo(0.2341, 4);
  expect(sample.dab[pixel]).toBeGreaterThan(0.5);
  expect(sample.haematoxylin[pixel]).toBeLessThan(0.1);
});

test('an aborted look throws the reason of its signal', async () => {
  const controller = new AbortController();
  controller.abort(new Error('another slide'));
  await expect(slideInspector(drawn())(request, { signal: controller.signal })).rejects.toThrow(
    'another slide',
  );
});

testOnRealData(
  'the same holds on a real Ki-67 photograph, by default and with the slide’s own stains',
  async () => {
    const file = sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png');
    const source = plainImageSource(await readPlainImage(file), micrometresPerPixel(0.2271));
    const ki67 = { ...request, preset: 'ki67' } as const;
    await expectNumbersOfTheScore(source, ki67);
    const own = { white: { rule: 'channel-mode' }, vectors: { rule: 'estimate', way: 'qupath' } } as const;
    const { tissue, result, outOfFocus } = await expectNumbersOfTheScore(source, { ...ki67, overrides: own });
    const left = tissue.tissueMm2 * (1 - outOfFocus / 100);
    expect(result.coverage.requestedMm2 / left).toBeCloseTo(1, 2);
  },
);

test('a slide that looks like H&E is scored as asked, with a warning, but shown as haematoxylin and eosin', async () => {
  const pink: Disc[] = rows.map(disc => ({ ...disc, colour: [200, 120, 165] }));
  const source = plainImageSource(drawnSlide(400, 400, pink), micrometresPerPixel(0.5));
  const { stain, shown } = await slideInspector(source)(request);
  expect([stain.stain, shown.stain]).toEqual(['h-dab', 'h-e']);
  expect(stain.doubts.join(' ')).toContain('looks like H&E');
});

test('an H-DAB slide is shown with what it is scored with', async () => {
  const { stain, shown } = await slideInspector(drawn())(request);
  expect(shown).toBe(stain);
});
