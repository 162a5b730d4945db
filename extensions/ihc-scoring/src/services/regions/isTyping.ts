/** Whether a key goes into a field of the page: it is nobody else's then. */
export const isTyping = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('input, select, textarea') !== null;
