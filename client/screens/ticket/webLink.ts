// Addresses in posts were written by strangers: only the web is linked.

export const isWebLink = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url)
