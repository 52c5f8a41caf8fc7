// HTML's named signs that texts really use: all of HTML 4 Latin-1, its quotes, dashes and a few signs more.
const latin = 'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest '
  + 'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig '
  + 'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const others: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›',
  hellip: '…', bull: '•', trade: '™', euro: '€', ensp: ' ', emsp: ' ', thinsp: ' ', zwnj: '', zwj: '\u200d', lrm: '', rlm: '', minus: '−', numero: '№', dagger: '†', permil: '‰',
  larr: '←', uarr: '↑', rarr: '→', darr: '↓', harr: '↔', ne: '≠', le: '≤', ge: '≥', infin: '∞', check: '✓', oelig: 'œ', OElig: 'Œ', scaron: 'š', Scaron: 'Š', Yuml: 'Ÿ', circ: 'ˆ', tilde: '˜',
}
const named = new Map([...latin.split(' ').map((name, i) => [name, String.fromCharCode(160 + i)] as const), ...Object.entries(others)])

/** Bytes of windows-1252 that pages write as numbers (&#151;): the HTML standard reads them so. */
const western = new TextDecoder('windows-1252')

const byNumber = (code: number): string => {
  if (code >= 0x80 && code <= 0x9f) return western.decode(Uint8Array.of(code))
  const readable = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
  return readable ? String.fromCodePoint(code) : '\ufffd'
}

/** The text with its entities read once; unknown ones stay. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,10}));?/gi, (all: string, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return byNumber(Number(decimal))
    if (hex !== undefined) return byNumber(Number.parseInt(hex, 16))
    // Without the semicolon it may be a part of an address: only the five of XML are sure.
    return all.endsWith(';') || /^(amp|lt|gt|quot|nbsp)$/.test(name ?? '') ? named.get(name ?? '') ?? all : all
  })
