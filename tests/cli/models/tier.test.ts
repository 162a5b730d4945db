import { requireTier, tierIn } from '../../../packages/cli/src/models/tier';

// A processor that onnxruntime-node has no build for, before anything here has loaded it.
Object.defineProperty(process, 'arch', { value: 'riscv64' });

test('two tiers are known; that of the viewer and an unknown one are told apart', () => {
  expect([undefined, 'reference', 'native'].map(tierIn)).toEqual([undefined, 'reference', 'native']);
  expect(() => tierIn('webgpu')).toThrow('Only the viewer runs networks in the tier webgpu');
  expect(() => tierIn('fast')).toThrow('There is no tier "fast".');
});

test('a machine without the native engine is named before anything is measured', async () => {
  await expect(requireTier('native')).rejects.toMatchObject({
    code: 'USAGE',
    message: `--tier native does not run here: onnxruntime-node does not load on this machine (${process.platform} riscv64).`,
  });
  await expect(requireTier('reference')).resolves.toBeUndefined();
});
