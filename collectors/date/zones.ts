// Zone names that dates of feeds carry. Names that mean different zones in different countries (IST, BST …) are left out: unknown is better than wrong.
const hour = 60

/** Minutes east of Greenwich; RFC 822 §5.1 for the American ones, `Asia/Almaty` where the offset changed in 2024. */
export const zones: Readonly<Record<string, number | 'Asia/Almaty' | undefined>> = Object.assign(Object.create(null), {
  'z': 0, 'ut': 0, 'utc': 0, 'gmt': 0, 'etc/gmt': 0, 'etc/utc': 0, 'wet': 0,
  'est': -5 * hour, 'edt': -4 * hour, 'et': -5 * hour, 'at': -4 * hour, 'cst': -6 * hour, 'cdt': -5 * hour, 'ct': -6 * hour,
  'mst': -7 * hour, 'mdt': -6 * hour, 'mt': -7 * hour, 'pst': -8 * hour, 'pdt': -7 * hour, 'pt': -8 * hour,
  'met': hour, 'mest': 2 * hour, 'cet': hour, 'cest': 2 * hour, 'eet': 2 * hour, 'eest': 3 * hour,
  'msk': 3 * hour, 'мск': 3 * hour, 'samt': 4 * hour, 'yekt': 5 * hour, 'omst': 6 * hour, 'uzt': 5 * hour, 'kgt': 6 * hour, 'trt': 3 * hour,
  'almt': 'Asia/Almaty', 'asia/almaty': 'Asia/Almaty', 'asia/astana': 'Asia/Almaty', 'asia/qostanay': 'Asia/Almaty',
  'asia/qyzylorda': 5 * hour, 'asia/aqtau': 5 * hour, 'asia/aqtobe': 5 * hour, 'asia/atyrau': 5 * hour, 'asia/oral': 5 * hour, 'europe/moscow': 3 * hour,
})

/** Minutes of `+05:00`, `+0500`, `-5`; null for what no place on earth has (beyond 15 hours). */
export const readOffset = (text: string): number | null => {
  const [, sign, hours = '', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text) ?? []
  if (!sign || Number(hours) > 15 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes))
}
