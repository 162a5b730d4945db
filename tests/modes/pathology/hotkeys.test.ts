import { pathologyHotkeys } from '../../../modes/pathology/src/hotkeys';

const hostBindings = [
  { commandName: 'setWindowLevelPreset', keys: ['1'] },
  { commandName: 'invertViewport', keys: ['i'] },
  { commandName: 'fitViewportToWindow', keys: ['='] },
];

test('our keys take the place of those that the host has for CT; its others stay', () => {
  const keys = pathologyHotkeys(hostBindings);
  expect(keys.some(({ commandName }) => commandName === 'setWindowLevelPreset')).toBe(false);
  expect(keys.find(({ keys: own }) => own.includes('i'))?.commandName).toBe('timescopeIncludeCells');
  expect(keys[0]?.commandName).toBe('fitViewportToWindow');
});

test('no key is bound twice', () => {
  const bound = pathologyHotkeys(hostBindings).map(({ keys }) => keys.join('+'));
  expect(new Set(bound).size).toBe(bound.length);
});

test('a host without bindings gets ours', () => {
  expect(pathologyHotkeys(undefined).every(({ context }) => context === 'TIMESCOPE_PATHOLOGY')).toBe(true);
});

test('Enter, space and Backspace are left to buttons and pens', () => {
  const host = ['enter', 'space', 'backspace', 'pageup'].map(key => ({
    commandName: `host ${key}`,
    keys: [key],
  }));
  const kept = pathologyHotkeys(host).filter(({ commandName }) => commandName.startsWith('host'));
  expect(kept.map(({ commandName }) => commandName)).toEqual(['host pageup']);
});
