import { chosenDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import {
  classicalOf,
  nucleiChoice,
  nucleiChoiceText,
} from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { drawnCard } from '../../../../harness/drawnNetwork';

test.each(['drawn-nuclei', 'drawn-nuclei+classical'])('%s is read and written the same', text => {
  const { card, isBeside } = nucleiChoice(text);
  expect(card).toBe(drawnCard.name);
  const detector = chosenDetector(drawnCard, isBeside ? classicalOf(presets.ki67) : undefined);
  expect(nucleiChoiceText(detector)).toBe(text);
});

test("QuPath's detector stands beside no network", () => {
  expect(classicalOf(presets['qupath-positive-cell-detection'])).toBeUndefined();
  expect(classicalOf(presets.ki67)).toEqual(presets.ki67.detector);
});
