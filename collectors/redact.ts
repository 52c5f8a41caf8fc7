// No token may reach a log, an error or a dead letter: networks echo them in addresses and answers.
const names = '(?:access_?token|refresh_?token|access_?jwt|refresh_?jwt|id_?token|api_?key|client_?secret|app_?secret|secret|token|passwd|password|pwd|signature|sig|auth)'

const rules: [RegExp, string][] = [
  // VK echoes the call: {"key":"access_token","value":"…"}
  [new RegExp(`("key"\\s*:\\s*"${names}"\\s*,\\s*"value"\\s*:\\s*")[^"]*`, 'gi'), '$1***'],
  [new RegExp(`("${names}"\\s*:\\s*")[^"]*`, 'gi'), '$1***'],
  [new RegExp(`((?<![\\p{L}\\d])[\\w-]{0,40}?(?:${names}|key)(?:=|%3D))[^&\\s"'<>#;]+`, 'giu'), '$1***'],
  [/\b(bearer|basic)(\s+)[\w.~+/=-]{6,}/gi, '$1$2***'],
  [/(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/@"'<>]{1,300}@/gi, '$1***@'],
  // A token in the form of RFC 7519 is one wherever it stands.
  [/\beyJ[\w-]{8,2000}\.[\w-]{8,8000}\.[\w-]{4,2000}/g, '***'],
  [/(\/bot)\d{5,20}:[\w-]{20,}/g, '$1***'],
]

/** The text with every token, key and password replaced by `***`. */
export const redact = (text: string): string => rules.reduce((clean, [rule, by]) => clean.replace(rule, by), text)

/** Whether a token, key or password stands in the text: such an address is not kept. */
export const holdsToken = (text: string): boolean => redact(text) !== text
