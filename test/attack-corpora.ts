// What attackers send: one list for each kind of attack, shared by the tests of all doors that could let it in.

/** Addresses that the house never calls: our own machine, private and reserved networks, metadata of clouds, other schemes and ports, written in every way there is. */
export const badAddresses = [
  'http://127.0.0.1/', 'http://127.0.0.1:1/', 'http://127.1/', 'http://0/', 'http://0.0.0.0/', 'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://017700000001/',
  'http://①②⑦.0.0.1/', 'http://127。0。0。1/', 'http://127.0.0.1./', 'http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://[::1]/', 'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::127.0.0.1]/', 'http://[64:ff9b::7f00:1]/', 'http://[64:ff9b:1::1]/', 'http://[2002:7f00:1::]/',
  'http://[fe80::1]/', 'http://[fc00::1]/', 'http://[ff02::1]/', 'http://10.0.0.1/', 'http://10.255.255.255/', 'http://172.16.0.1/', 'http://172.31.255.255/', 'http://192.168.0.1/', 'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/', 'http://169.254.169.254./', 'http://[fd00:ec2::254]/latest/', 'http://2852039166/', 'http://168.63.129.16/', 'http://100.100.100.200/', 'http://192.0.0.192/',
  'http://198.18.0.1/', 'http://224.0.0.1/', 'http://255.255.255.255/', 'https://127.0.0.1/', 'https://10.0.0.1/', 'http://user@127.0.0.1/', 'http://news.example@127.0.0.1/', 'http://127.0.0.1#@news.example/',
  'http://127.0.0.1\\@news.example/', 'http://127.0.0.1:22/', 'http://127.0.0.1:6379/', 'http://127.0.0.1:27017/', 'http://news.example:22/', 'http://user:pass@news.example/',
] as const

/** Not the web at all. */
export const badSchemes = [
  'file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1:6379/_FLUSHALL', 'dict://127.0.0.1:11211/stat', 'ldap://127.0.0.1/', 'data:text/html,<script>alert(1)</script>', 'javascript:alert(1)',
  'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'vbscript:msgbox(1)', 'blob:http://127.0.0.1/x', 'view-source:http://127.0.0.1/', 'about:blank', '//127.0.0.1/', '/etc/passwd', 'jar:http://127.0.0.1!/',
] as const

/** Where a link back into the desk could lead out of it. */
export const elsewhere = [
  'https://evil.example/', 'http:evil.example', '//evil.example/', '///evil.example', '////evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', 'https:evil.example',
  'javascript:window.__ran=1', 'JAVASCRIPT:window.__ran=1', 'data:text/html,<script>window.__ran=1</script>', '/%2f%2fevil.example', '/..//evil.example', '/.//evil.example', '//evil.example/%2e%2e', '@evil.example', '/sign-in/../..//evil.example',
] as const

/** Text that runs where text is taken for a page. Each leaves a mark when it runs. */
export const scripts = [
  '<script>window.__ran=1</script>', '"><script>window.__ran=1</script>', '\'><script>window.__ran=1</script>', '</title><script>window.__ran=1</script>', '</textarea><script>window.__ran=1</script>',
  '<img src=x onerror=window.__ran=1>', '<img src=x onerror="window.__ran=1">', '"><img src=x onerror=window.__ran=1>', '<IMG SRC=x ONERROR=window.__ran=1>', '<img/src=x/onerror=window.__ran=1>', '<img src=`x` onerror=window.__ran=1>',
  '<svg onload=window.__ran=1>', '<svg/onload=window.__ran=1>', '<svg><script>window.__ran=1</script></svg>', '<svg><animate onbegin=window.__ran=1 attributeName=x dur=1s>', '<math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=window.__ran=1 src=x>">',
  '<body onload=window.__ran=1>', '<iframe srcdoc="<script>parent.__ran=1</script>"></iframe>', '<iframe src="javascript:parent.__ran=1"></iframe>', '<object data="javascript:window.__ran=1"></object>', '<embed src="javascript:window.__ran=1">',
  '<a href="javascript:window.__ran=1" autofocus onfocus=window.__ran=1>x</a>', '<input autofocus onfocus=window.__ran=1>', '<details open ontoggle=window.__ran=1>x</details>', '<video><source onerror=window.__ran=1></video>', '<audio src=x onerror=window.__ran=1>',
  '<marquee onstart=window.__ran=1>x</marquee>', '<style>@import "//evil.example/x.css"</style>', '<link rel=stylesheet href=//evil.example/x.css>', '<meta http-equiv=refresh content="0;url=//evil.example">', '<base href=//evil.example/>',
  '<form action=//evil.example><input name=x><button>x</button></form>', '<template><script>window.__ran=1</script></template>', '<noscript><p title="</noscript><img src=x onerror=window.__ran=1>">',
  '{{constructor.constructor("window.__ran=1")()}}', '${window.__ran=1}', '#{window.__ran=1}', '<%= window.__ran=1 %>', '[x](javascript:window.__ran=1)', '![x](x"onerror="window.__ran=1)',
  '&lt;script&gt;window.__ran=1&lt;/script&gt;', '\\u003cscript\\u003ewindow.__ran=1\\u003c/script\\u003e', '%3Cscript%3Ewindow.__ran=1%3C/script%3E', '＜script＞window.__ran=1＜/script＞', '<scr\u200bipt>window.__ran=1</scr\u200bipt>',
  '<!--><img src=x onerror=window.__ran=1>-->', '<![CDATA[<script>window.__ran=1</script>]]>', '<x onclick=window.__ran=1 tabindex=1 id=x>', '" onmouseover="window.__ran=1" x="', '\' onfocus=\'window.__ran=1\' autofocus x=\'',
] as const

/** Objects that a careless query takes for an operator, or that change what all objects are. As JSON text: `__proto__` is a key there and nowhere else. */
export const operators = [
  '{"$ne":null}', '{"$gt":""}', '{"$gte":""}', '{"$regex":".*"}', '{"$where":"sleep(5000)"}', '{"$in":[""]}', '{"$exists":true}', '{"$or":[{}]}', '{"$expr":{"$function":{"body":"x","args":[],"lang":"js"}}}',
  '{"$set":{"grants":[]}}', '{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}', '{"prototype":{}}', '{"toString":"x"}', '{"length":1}', '[{"$ne":null}]', '[[]]', 'true', '1e400', '{}', '[]',
] as const

/** Ways out of a folder. */
export const waysOut = [
  '../secret.txt', '../../etc/passwd', '..%2f..%2fetc%2fpasswd', '..%252f..%252fetc%252fpasswd', '%2e%2e/%2e%2e/etc/passwd', '....//....//etc/passwd', '..\\..\\etc\\passwd', '..%5c..%5cetc%5cpasswd', '/etc/passwd', '//etc/passwd',
  '%2fetc%2fpasswd', 'C:\\Windows\\win.ini', '\\\\127.0.0.1\\share', '%00', 'a%00.png', '..%00/', '%c0%ae%c0%ae/etc/passwd', '%u002e%u002e/etc/passwd', '.git/config', '.env', 'data/control.sock', '~root', 'CON', '%ff%fe',
] as const
