import { number } from './number';

/** Two slides side by side, moved together. */
export const linkedViews = {
  linkViews: 'Link the views',
  unlinkViews: 'Unlink the views',
  linkCancel: 'Cancel',
  linking: 'Laying one section on the other...',
  linked: (way: 'rigid' | 'affine', residualUm: number) => {
    const how = way === 'rigid' ? 'turned and shifted' : 'turned, shifted and slightly stretched';
    const apart = `${number(residualUm)} µm apart on average`;
    return {
      tumour: `Linked (${how}): the borders of the tumour on both slides lie ${apart}.`,
      tissue: `Linked by the outline of the tissue (${how}): the outlines lie ${apart}. Inside, places may lie further apart. For a link by the tumour, draw it on both slides or map their tissue.`,
    };
  },
  linkFailedNext:
    'The views stay as they are, each moved for itself. Draw tumour and stroma on both slides, or map their tissue, and link again.',
  linkNeedsTwo: 'Only two slides that stand side by side can be linked.',
  linkNeedsTwoNext: 'Choose another slide in Compare and show both side by side.',
} as const;
