/**
 * The stock OHIF builds that both modes are tested with, and the integrity of their npm tarballs. Nothing below
 * 3.12.2: those leak tokens through `?url=`.
 */
export const hostIntegrity = {
  '3.13.2': 'sha512-WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==',
  '3.12.10':
    'sha512-0kuF66Mq9c9dMD++bUsTjMrJpXJwaZhz9B4uS244DawAjSkTwIYFU93pxPuRUQixaRi7QAHlF3Fe1qudBlZrmA==',
} as const;

export type HostVersion = keyof typeof hostIntegrity;

export const DEFAULT_HOST_VERSION: HostVersion = '3.13.2';

export const isHostVersion = (version: string): version is HostVersion => version in hostIntegrity;
