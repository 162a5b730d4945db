import { jest } from '@jest/globals';
import { closeViewers, openViewer } from '../harness/openedViewer';
import { photographAsSlide } from '../harness/photograph';
import { testOnRealData } from '../harness/sharedData';
import { byTestId, eventually, panelText, zoomTo } from '../harness/slidePage';

jest.setTimeout(180_000);

afterAll(closeViewers);

testOnRealData('a field that shows all of the slide has exactly the cells of the whole slide', async () => {
  const { session } = await openViewer('pathology', photographAsSlide);
  const { page } = session;
  await zoomTo(page, { resolution: 6, rotation: 0, centre: [1100, 1100] });
  const measured = async (button: string, area: string) => {
    await byTestId(page, button).click();
    await byTestId(page, 'result').waitFor({ timeout: 60_000 });
    const text = await eventually(
      () => panelText(page, 'step-result'),
      shown => shown.includes(area),
      60_000,
    );
    return /of ([\d,]+) cells/.exec(text)?.[1];
  };
  const field = await measured('measure-here', 'field');
  expect(field).toMatch(/^1,\d{3}$/);
  expect(await measured('measure-slide', 'whole slide')).toBe(field);
});
