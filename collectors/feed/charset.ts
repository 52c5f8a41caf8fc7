// In which letters a page is written: feeds declare it wrongly or not at all, and Cyrillic turns to noise.

const byteMarks: [number[], string][] = [[[0xef, 0xbb, 0xbf], 'utf-8'], [[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be']]

/** Null when the label is unknown or the bytes are not in it. */
const decodeStrictly = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const isKnown = (label: string) => decodeStrictly(new Uint8Array(), label) !== null

/** UTF-16 without a mark: the first sign of XML is `<`. */
const wideLabel = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0x3c && bytes[1] === 0 && bytes[2] !== 0) return 'utf-16le'
  return bytes[0] === 0 && bytes[1] === 0x3c ? 'utf-16be' : null
}

const headOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
const declaredLabel = (bytes: Uint8Array) => /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(headOf(bytes))?.[1] ?? null
const headerLabel = (contentType: string | null) => /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1] ?? null

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** Undeclared bytes: Cyrillic stands in rows, accents stand alone; windows-1251 and koi8-r hold small letters where the other holds capitals. */
const guessLabel = (bytes: Uint8Array): string => {
  const sample = bytes.subarray(0, 100_000)
  const [windows = '', koi = ''] = ['windows-1251', 'koi8-r'].map(label => new TextDecoder(label).decode(sample))
  if (count(windows, /[а-яё]{2}/gi) < count(windows, /[a-z][а-яё](?=[a-z])/gi)) return 'windows-1252'
  return count(koi, /[а-яё]/g) > count(windows, /[а-яё]/g) ? 'koi8-r' : 'windows-1251'
}

/**
 * The text of a page. Order: byte order mark; UTF-8 when the bytes prove it; the XML declaration; the header; UTF-8 with a few
 * broken signs when it was declared; a guess by the letters.
 */
export const decodePage = (bytes: Uint8Array, contentType: string | null): string => {
  const marked = byteMarks.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))?.[1] ?? wideLabel(bytes)
  if (marked) return new TextDecoder(marked).decode(bytes)
  const sure = decodeStrictly(bytes, 'utf-8')
  const labels = [declaredLabel(bytes), headerLabel(contentType)].filter(label => label !== null)
  // ISO-2022 and the like are pure ASCII on the wire: there the declaration decides.
  if (sure !== null && !labels.some(label => /^(iso-2022|hz-|utf-7)/i.test(label))) return sure
  for (const label of labels) {
    const text = decodeStrictly(bytes, label)
    if (text !== null) return text
  }
  const lossy = new TextDecoder().decode(bytes)
  const broken = count(lossy, /\ufffd/g)
  if (broken <= count(lossy, /[^\0-\x7f]/g) / 10) return lossy
  const label = labels.find(label => isKnown(label) && !/^utf-?8$/i.test(label))
  return new TextDecoder(label ?? guessLabel(bytes)).decode(bytes)
}
