/** Names what one reader does on one slide: readings of two readers on one machine never meet. */
export const readingKey = (seriesUid: string, reader: string | undefined): string =>
  `${seriesUid} ${reader ?? ''}`;
