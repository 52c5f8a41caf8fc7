// What a stranger wrote must not become a formula when a table of ours is opened (OWASP, CSV injection).

/** Signs that begin a formula in Excel, LibreOffice or Google Sheets, also full-width ones and behind blanks that an import strips. */
const beginsFormula = /^[\p{White_Space}\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u

/** The same text, behind an apostrophe where a table would compute it: shown, never run. */
export const harmless = (text: string): string => beginsFormula.test(text) ? `'${text}` : text
