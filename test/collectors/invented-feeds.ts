// Invented feeds of an invented town in each dialect: no real person, site or text is in them.

/** Atom 1.0: xml:base, HTML and plain titles, an edit, a reply, a place. */
export const atomFeed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:georss="http://www.georss.org/georss" xml:base="https://blog.qala.example/kk/">
<title>Көше блогы</title><id>tag:qala.example,2026:blog</id><updated>2026-11-22T05:00:00Z</updated>
<author><name>Көше редакциясы</name></author>
<entry><id>tag:qala.example,2026:1</id><title type="html">Жарық &lt;b&gt;жоқ&lt;/b&gt; &amp;mdash; үшінші күн</title>
<link rel="enclosure" type="image/jpeg" href="img/sham.jpg"/><link href="jaryq-joq"/>
<published>2026-11-21T10:00:00+05:00</published><updated>2026-11-21T12:00:00+05:00</updated>
<author><name>Айгүл Ойдан</name><uri>https://blog.qala.example/aigul</uri></author>
<content type="html">&lt;p&gt;Абай, 5: шам жанбайды.&lt;/p&gt;&lt;p&gt;Әкімдік&amp;nbsp;қайда?&lt;br&gt;Күтеміз.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content>
<georss:point>43.25 76.95</georss:point></entry>
<entry><id>tag:qala.example,2026:2</id><title>2 &lt; 3 үй</title><link rel="alternate" href="https://blog.qala.example/kk/ekinshi"/>
<updated>2026-11-21T09:00:00Z</updated><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Бірінші жол.</p><p>Екінші жол.</p></div></summary>
<thr:in-reply-to ref="tag:qala.example,2026:1"/><thr:total>7</thr:total></entry>
</feed>`

/** RSS 1.0: the id is rdf:about, the date Dublin Core's. */
export const rdfFeed = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel rdf:about="https://rdf.qala.example/"><title>Хабарландыру</title><link>https://rdf.qala.example/</link><description>d</description></channel>
<item rdf:about="https://rdf.qala.example/1"><title>Автобус № 12 не пришёл</title><link>https://rdf.qala.example/1</link>
<description>Ждали час.</description><dc:creator>Т. Жолаушы</dc:creator><dc:date>2026-11-22T08:00:00+05:00</dc:date><slash:comments>4</slash:comments></item>
</rdf:RDF>`

/** RSS 2.0 with media, geo, a mail author, text in CDATA, an item with nothing inside and an undeclared prefix. */
export const richRss = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
<channel><title>т</title><link>https://qala.example/</link>
<item><guid>https://qala.example/?p=1</guid><title><![CDATA[Қоқыс & иіс: "Самал" ауданы]]></title><description>Қысқаша</description>
<content:encoded><![CDATA[<p>Қоқыс <a href="/x?a=1&b=2">апта бойы</a> шығарылмаған.</p><ul><li>иіс</li><li>тышқан</li></ul>]]></content:encoded>
<author>info@qala.example (Ержан Ойдан)</author><pubDate>22.11.2026 09:30</pubDate>
<media:group><media:content url="https://qala.example/1.mp4" type="video/mp4"/><media:thumbnail url="/1.jpg"/></media:group><enclosure url="https://qala.example/akt.pdf" length="10" type="application/pdf"/>
<geo:lat>51.16</geo:lat><geo:long>71.42</geo:long></item>
<item></item>
<item><qala:kod>7</qala:kod><title>Жол&amp;nbsp;шұңқыры</title><link>https://qala.example/jol?id=5&print</link><pubDate>вчера</pubDate></item>
</channel></rss>`

/** JSON Feed 1.1 with a bad item between two good ones. */
export const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1', title: 'Портал', authors: [{ name: 'Портал' }], items: [
    { id: 17, url: 'https://json.qala.example/17', title: 'Лифт тоқтады', content_html: '<p>Лифт <b>жұмыс істемейді</b>.</p>', date_published: '2026-11-22T10:00:00+05:00', date_modified: '2026-11-22T11:00:00+05:00',
      authors: [{ name: 'Д. Тұрғын', url: 'https://json.qala.example/d' }], image: '/lift.png', attachments: [{ url: 'https://json.qala.example/lift.mp3', mime_type: 'audio/mpeg' }] },
    'not an item',
    { id: 'b', content_text: 'Мәтін <ғана>' },
  ],
})
