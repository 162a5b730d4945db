/** The first study that the page's address names; hosts write the key in different cases. */
export function studyInAddress({ search }: Pick<Location, 'search'>): string | undefined {
  const [, studies] =
    [...new URLSearchParams(search)].find(([key]) => /^studyinstanceuids?$/i.test(key)) ?? [];
  const [first = ''] = studies?.split(',') ?? [];
  return /^[\d.]+$/.test(first) ? first : undefined;
}
