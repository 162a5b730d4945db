import type { ModelCard } from '@timescope/core/modelCard';
import type { PixelSource } from '@timescope/core/pixelSource';
import { classicalOf } from '../../presets/nucleiChoice';
import { presets } from '../../presets/presets';
import { isUsual, takesUsualNetwork, USUAL_NETWORK, type AskedNuclei } from '../../presets/usualNetwork';
import { levelAt } from '../../workingFrame';
import { chosenDetector } from './networkDetector';

/**
 * The request with the network that is usual for the image (`takesUsualNetwork`); as it is where another is, or where the
 * card is not there or is of other weights.
 * @param cardNamed undefined for a card that is not there
 * @throws what `cardNamed` throws
 */
export async function withUsualNetwork<Asked extends AskedNuclei>(
  request: Asked,
  source: Pick<PixelSource, 'levels'>,
  cardNamed: (name: string) => Promise<ModelCard | undefined>,
): Promise<Asked> {
  if (!takesUsualNetwork(request, levelAt(source, 0))) return request;
  const card = await cardNamed(USUAL_NETWORK);
  if (!card || !isUsual(card)) return request;
  const { preset, overrides } = request;
  const beside = classicalOf(typeof preset === 'string' ? presets[preset] : preset);
  return { ...request, overrides: { ...overrides, network: chosenDetector(card, beside) } };
}
