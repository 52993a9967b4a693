"""What a site puts into and around a post's text: sharing, related posts, bylines, menus.

It is told by names, which are words of class and id, and by lines, such as "Related posts" or "Posted in Tea".
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice
from weakref import WeakKeyDictionary

from scraper import words
from scraper.clean import HEADINGS
from scraper.dates import date_only, find_dates
from scraper.fields import letters, once, remembered, squash
from scraper.select import Element, Index, in_code, number_free, words_in

LINE = 120  #: characters: what is longer is text, not a label
START = 50  #: good text (characters, weighed) within which the lines before a text may stand
_NEVER = frozenset({"html", "body", "main", "article"})


# ---- names and lines, as data ---------------------------------------------------------------------


def _either(text: str) -> str:
    """The lines of a table of patterns, as one alternative."""
    return "|".join(line.strip() for line in text.strip().splitlines())


def _name(words: str) -> str:
    """Words as they stand in class and id: whole, or between the signs that join them."""
    return rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?=$|[\s_-])"


#: Words of class and id that name no part of a text, whole or between joints, which do not count:
#: "share-buttons" is "sharebuttons".
_OUT_WORDS = """
    a2a aboutauthor abouttheauthor adbanner adblock adbox adcontainer addthis addtoany ads
    adsbygoogle adsense adslot adunit adwrapper alsolike articleauthor articleauthors articlebyline
    articlebylines articlecat articlecategorie articlecategories articlecategory articlecategorys
    articlecats articledate articledates articledetail articledetails articlefooter
    articlefootermeta articlefootermetas articlefooters articleinfo articleinfos articlemeta
    articlemetas articlepublished articlepublisheds articleshare articleshares articletag
    articletags articleutility articleutilitys authorabout authorbio authorblock authorbox
    authorcard authordescription authordetail authordetails authorinfo authormeta authorprofile
    avstructureddata backtotop bannerad biobox blogauthor blogauthors blogbyline blogbylines blogcat
    blogcategorie blogcategories blogcategory blogcategorys blogcats blogdate blogdates blogdetail
    blogdetails blogfooter blogfootermeta blogfootermetas blogfooters bloginfo bloginfos blogmeta
    blogmetas blogpublished blogpublisheds blogshare blogshares blogtag blogtags blogutility
    blogutilitys breadcrumb breadcrumbs byline calltoaction catlinks comment commentform commentlist
    commentrespond comments commentsarea commentsform commentslink commentslist commentssection
    commentstemplate consent convertkit cookie cookies crprelated crumb crumbs cta entryauthor
    entryauthors entrybyline entrybylines entrycat entrycategorie entrycategories entrycategory
    entrycategorys entrycats entrydate entrydates entrydetail entrydetails entryfooter
    entryfootermeta entryfootermetas entryfooters entryinfo entryinfos entrymeta entrymetas
    entrypublished entrypublisheds entryshare entryshares entrytag entrytags entryutility
    entryutilitys extrahatom fbcomments floatpanel formwrapper gdpr gformwrapper googgttt hatomextra
    heateor hsform jprelatedposts legaldisclaimer lightbox likebox likebutton likesbox likesbutton
    login mailchimp mc4wp mcembedsignup menu metabar metadata metainfo modal morearticles morefrom
    moreposts morestories navabove navbar navbelow navigation navlinks navnext navprevious navsingle
    newsletter nextarticle nextarticles nextpost nextposts nextprev nextprevpage nextprevposts
    prevnext prevnextposts optin overlay pagenavi pagenavigator pager pagination pingback pingbacks
    pluso podpresscontent popularposts popup postauthor postauthors postbyline postbylines postcat
    postcategorie postcategories postcategory postcategorys postcats postdate postdates postdetail
    postdetails postedby postedin postedon postfooter postfootermeta postfootermetas postfooters
    postinfo postinfos postinfo postlinks postnav postnavigation postpublished postpublisheds
    postshare postshares posttag posttags postutility postutilitys postviews postvotes prevarticle
    prevarticles previousarticle previousarticles previouspost previousposts prevpost prevposts
    printbutton printfriendly printlink printonly progressbar rating ratings readalso readingtime
    readmoreposts readnext readtime recommendation recommendations recommendbox recommended
    recommenditem recommenditembox recommendlist related relatedarticle relatedarticles
    relatedcontent relatedpost relatedposts relatedstories relatedtags respond screenreadertext
    scrolltop sdlike searchform seealso seealsolist share shareaholic sharebar sharebox sharebutton
    sharebuttons sharedaddy sharedcountswrap shareicon shareicons sharelink sharelinks sharer shares
    sharethis shariff shariffbuttons sharing sidebar signin signup similarposts singleauthor
    singleauthors singlebyline singlebylines singlecat singlecategorie singlecategories
    singlecategory singlecategorys singlecats singledate singledates singledetail singledetails
    singlefooter singlefootermeta singlefootermetas singlefooters singleinfo singleinfos singlemeta
    singlemetas singlepublished singlepublisheds singleshare singleshares singletag singletags
    singleutility singleutilitys skiplink skiptranslate slidecount snippetbox sociable social
    socialbuttons socialicons sociallinks socialmedia socials socialshare sponsor sponsored
    sponsorship sronly srp ssba subscribe subscription suggested suggestedposts sumome
    tableofcontents tagcloud taglinks taglist tagslinks timetoread toast toc trackback trackbacks
    upnext uptolike videofallback visuallyhidden widgetarea wpblockbutton wtrtimewrap wpblockbuttons
    wpblockcomments wpblocklatestposts wpblockloginout wpblockpostauthor wpblockpostdate
    wpblockpostnavigationlink wpblockpostterms wpblockquery wpblocksearch wpblocksociallinks wpcf7
    yarpp
"""
_OUT = frozenset(_OUT_WORDS.split())
_OUT_STARTS = (
    "advert",
    "borlabs",
    "cmplz",
    "cookie",
    "disqus",
    "dsq",
    "eztoc",
    "gdpr",
    "iubenda",
    "mostpopular",
    "mostread",
    "newsletter",
    "postmeta",
    "recirc",
    "regwall",
    "related",
    "sfsi",
)
_JOINTS = str.maketrans("_-", "  ")
#: Words that name a post or its text, and overrule those above: a post filed under "related" is none of them.
_KEEP = re.compile(
    _name(
        r"""
        entry-?content post-?content article-?content post-?body article-?body entry-?body body-?text
        post-?text story-?body e-content main-?content content-?body blog-?content rich-?text richtext
        prose markdown(?![-_]toc) hentry type-post status-publish post-\d+ post-?entry single-?content footnotes
        """
    )
    + r"|(?:^|\s)(?:entry|post)-(?:category|author|tag|type)-\w|_entry_author_\w",
    re.I,
)
_PIECES = r"(?:posts?|articles?|stories|reading|content|reads|blogs?|resources|news|insights)\b"
#: Headings after which nothing of the text follows.
_END_LINES = r"""
    (?:possibly\s+)?(?:related|recommended|similar|suggested|popular|trending|featured)\s+(?:blog\s*)?_PIECES
    (?:possibly\s+)?related\W*$
    no related (?:posts|articles|entries)\W*$|keine (?:verwandten|ähnlichen) (?:beiträge|artikel)\W*$
    aucun (?:article|billet) (?:similaire|connexe|lié)\W*$|přečtěte si (?:také|více)|предыдущие записи\W*$
    please follow and like us|topics covered\W*$
    (?:latest|recent|more|other)\s+(?:blog\s*)?_PIECES
    you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)|read (?:next|more|also)\b
    keep reading|continue reading|up next|what to read next|more (?:from|on|in|like)\b
    further reading from
    share(?: this)?(?: (?:post|article|story|page|entry|blog|now|on|via|with .{0,20}))?\W*$
    spread the (?:word|love)|tags?\s*:?$|categor(?:y|ies)\s*:?$|filed under|posted in\b
    about the authors?\W*$|written by\W*$|author\s*:?$|(?:meet )?the author\W*$
    _OFFER
    comments?\s*(?:\(\d+\)|:)?$|track ?backs?\W*\d*\W*$
    \d+ (?:comments?|responses?|replies|thoughts?)\b|subscribe\b.{0,60}$
    sign up\b.{0,60}$|(?:join )?(?:our )?newsletter
    (?:de auteur|der autor|l['’]auteur|el autor|o autor|l['’]autore|about the author)\s*:
    donate\W*$|buy me a coffee\W*$|打赏|赞赏
    stay (?:in the loop|up to date|updated|informed|connected)|get (?:the )?latest|never miss
    previous (?:post|article)|next (?:post|article)|follow us|connect with us|advertisement
    (?:sponsored links?|スポンサー(?:ド|ー)?・?リンク|広告|anzeigen?|werbung)\W*$
    (?:publicidade?|publicité|pubblicità|реклама|reklama)\W*$
    ähnliche (?:beiträge|artikel)|verwandte (?:beiträge|artikel|themen)
    das könnte (?:dich|sie|ihnen|dir)|weitere (?:beiträge|artikel)|teilen\W*$|beitrag teilen
    (?:mehr|alles) zum thema|mehr themen|auch interessant|lesen sie auch|zum weiterlesen|schon gelesen
    empfohlene (?:beiträge|artikel)
    (?:das|dieses) thema könnte|like it\W+share it|sur le même (?:sujet|thème)|voir aussi\W*$|leggi anche|le[ea] también
    te puede interesar|ve[ar] también|veja também|lees verder|meer lezen
    schlagw[oö]rte?r?|kommentare?\W*\d*\W*$|schreibe einen kommentar|hinterlasse|über den autor
    articles? (?:similaires|liés|connexes|récents)|à lire aussi|lire aussi|vous aimerez
    partager\b.{0,30}$|laisser un commentaire|commentaires?\W*\d*\W*$|à propos de l
    art[ií]culos? relacionad|entradas? relacionad|tambi[eé]n te puede|comp[aá]rtelo|compartir\b.{0,30}$
    comentarios?\W*\d*\W*$|deja (?:un|una)|sobre el autor|etiquetas|artigos? relacionad
    posts? relacionad|leia (?:tamb[eé]m|mais)|compartilh.{0,30}$|coment[aá]rios?\W*\d*\W*$|deixe um
    sobre o autor|articoli correlati|potrebbe(?:ro)? (?:anche )?(?:interessarti|piacerti)
    condividi\b.{0,30}$|commenti?\W*\d*\W*$|lascia un|gerelateerde|lees ook|delen\W*$
    reacties?\W*\d*\W*$|geef een reactie|podobne (?:wpisy|posty|artyku)|zobacz (?:też|także|również)
    udostępnij|komentarze?\W*\d*\W*$|dodaj komentarz|související|související články|podobné|sdílet
    komentáře|příbuzné|похожие|читайте также|поделиться|комментари|оставить комментарий|об авторе|benzer
    ilgili yazılar|paylaş|yorumlar|bir yanıt|liknande|relaterade|dela\W*$|kommentarer|relaterte|lignende
    aiheeseen|kommentit|関連記事|シェア|コメント|この記事|相关(?:文章|阅读|推荐)
    (?:trackbacks?|pingbacks?)\s*[/&]\s*(?:trackbacks?|pingbacks?)\W*$
    相關文章|分享|评论|留言|發表|관련 ?글|공유|댓글
    bài (?:viết )?(?:liên quan|cùng chủ đề|tương tự)|có thể bạn (?:quan tâm|thích)
    chia sẻ (?:bài|lên)|bình luận\W*\d*\W*$
    để lại (?:một )?bình luận|(?:artikel|postingan) (?:terkait|serupa|lainnya)|bagikan\b.{0,30}$
    komentar\W*\d*\W*$
    tinggalkan (?:komentar|balasan)|(?:مقالات|مواضيع) (?:ذات صلة|مشابهة|متعلقة)|التعليقات\W*\d*\W*$
    اترك (?:تعليق|رد)
    (?:مطالب|نوشته\W?های|مقالات) (?:مرتبط|مشابه)|(?:نظرات|دیدگاه\W?ها)\W*\d*\W*$
    (?:פוסטים|רשומות|כתבות) (?:קשור|דומ|נוספ)
    תגובות\W*\d*\W*$|השאר(?:ת)? תגובה|σχετικ(?:ά|ές) (?:άρθρα|αναρτήσεις|δημοσιεύσεις)|σχόλια\W*\d*\W*$
    αφήστε (?:ένα )?σχόλιο|διαβάστε επίσης|(?:kapcsolódó|hasonló) (?:bejegyzés|cikk|írás)
    hozzászólások\W*\d*\W*$|megosztás\W*$
    articole (?:similare|asemănătoare|recomandate)|citește și|comentarii\W*\d*\W*$|lasă un
    (?:บทความ|เรื่อง|โพสต์)ที่เกี่ยวข้อง
    แชร์\W*$|แสดงความคิดเห็น|схожі (?:записи|статті|публікації)|читайте також|поділитися|коментарі
    подобни (?:статии|публикации)
    свързани (?:статии|публикации)|сподели\W*$|(?:povezani|slični) (?:članci|postovi)
    (?:podijeli|podeli)\W*$|komentari\W*\d*\W*$
    relaterede|(?:articles|entrades) relaciona(?:ts|des)|comparteix\b.{0,30}$|comentaris\W*\d*\W*$
    संबंधित (?:पोस्ट|लेख)
    súvisiace|susiję (?:įrašai|straipsniai)|saistītie|seotud (?:postitused|artiklid)|samankaltais
"""
END = re.compile(
    rf"^\W*(?:{_either(_END_LINES.replace('_PIECES', _PIECES).replace('_OFFER', words.OFFER))})", re.I
)
#: Short lines about the post, not of it.
_META_LINES = r"""
    ^\W*(?:by|von|par|por|di|door|av|af|autor)\s(?-i:[A-ZÀ-ÞА-Я])\S*(?:\s\S+){0,4}$
    ^\W*(?:(?:posted|submitted) (?:by|on|in|at)|published(?: on)?|written (?:by|on))\b.{0,80}$
    ^\W*updated(?= on\b|\W*\d|\W*$).{0,80}$
    ^\W*(?:last (?:updated|modified)|reading time|read time|author|date|share(?: this)?|filed under)\b.{0,80}$
    ^\W*(?:tags?|categor(?:y|ies))\b.{0,80}$|^\W*(?:home|blog)\s*(?:$|[»>/|›·:].{0,80}$)
    \b\d+\s*(?:-\s*)?(?:min(?:ute)?s?\.?|mins)\s*(?:to\s*)?(?:read|reading|de lecture|de lectura|lesezeit)\b
    \b\d+\s*min(?:uti)? (?:di lettura|leestijd)\b|\bmin(?:ute)? read\b|(?:reading|read) time\b
    ^\W*(?:temps de lecture|lesezeit|tiempo de lectura|tempo di lettura|tempo de leitura)\b.{0,30}$
    ^\W*(?:leestijd|czas czytania|время чтения)\b.{0,30}$
    ^\W*(?:back to(?! (?:it|that|this|you|me|us|work|bed|normal|square)\b)|return to|←|« ).{0,40}$
    ^\W*(?:\d+|no|leave a) comments?(?: yet| so far)?\W*$
    ^\W*(?:share|tweet|pin|print|email|facebook|twitter|linkedin|whatsapp|listen|save)\W*$
    ^\W*(?:copy link|link copied)\W*$
    ^\W*(?:skip|jump) to (?:the )?(?:comments?|comment form|content|navigation)\W*$
    ^\W*(?:current (?:mood|music|location)|mood|music|настроение|музыка|stimmung|humeur)\s*:.{0,80}$
    ^\W*(?:pages?|seiten?|p[áa]ginas?|pagine|pagina['’]?s|strony|stránky|oldalak|sid[eo]r|sivut|sayfalar)\s*:(?:\W*\d+)+\W*$
    ^\W*(?:страниц[аы]|сторінки|页码?|頁|(?:固定)?ページ|페이지)\s*[:：](?:\W*\d+)+\W*$
    ^\W*(?:warning\W+)?(?:本文|这篇文章|此文|该文章|文章).{0,12}(?:编写|发布|发表|更新|修改|编辑|上次|最后).{0,40}[天月年][前，,了]
    ^\W*th(?:is|e) (?:post|article|entry) (?:is|was) (?:more than|over|last updated) .{0,40}\b(?:year|month|day)s?\b
    ^\W*diese[rs]? (?:artikel|beitrag|eintrag) ist .{0,30}\b(?:jahre?|monate?|tage?) (?:alt|her).{0,80}$
    ^\W*cet article (?:a (?:plus|été publié il y a)).{0,30}\b(?:ans?|mois|jours)\b.{0,60}$
"""
META = re.compile(_either(_META_LINES), re.I)
NO_LEAD = re.compile(_name("messages? alert notice submitted meta header hero banner info"), re.I)
#: Lines that end a post without being of it, however long.
_TAIL_LINES = r"""
    ^\W*this (?:entry|post|article) (?:was|is) tagged\b
    ^\W*(?:tags?|tagged|tagi|tagg(?:ar|ed)|étiquettes|etiquetas|schlagw[oö]rter|schlagworte|štítky)\b
    ^\W*(?:метки|теги|タグ|标签|categor(?:y|ies|ia|ías|ie)|kategorien?|catégories?|(?:entry )?filed (?:under|in))\b
    ^\W*(?:kategorisiert|posted (?:by|in|on|at|under)|published|gepostet|veröffentlicht|abgelegt)\b
    ^\W*(?:publi[ée]|publicado|escrito por|投稿|カテゴリ|分类)\b
    ^.{0,30}\bpermalink\b.{0,60}$|^.{0,60}\bpermanent link\b.{0,30}$|^\W*rating:?\s*[\d.+-]+
    ^\W*(?:print|imprimir|imprimer|drucke) (?:th(?:is|e)|est[ae]|este|cet|diesen) \w+\W*$
    ^\W*(?:понравилось|поделись|поделиться)\b.{0,60}$|^\W*(?:article |post )?(?:r[ée]dig[ée]|[ée]crit) par\b.{0,60}$
    ^\W*(?:enlace permanente|lien permanent|permalien)\b.{0,60}$
    ^\W*(?:previous|next|older|newer|prev)\b\W*(?:(?:post|article|entry|page|story|chapter)s?\b.{0,70})?$
    ^\W*(?:(?:предыдущая|следующая) (?:статья|запись)\b.{0,70}|навигация\W*)$
    ^\s*[←→«»‹›]|^\W*(?:上一篇|下一篇|前一篇|后一篇|浏览(?:量|次数)|阅读(?:量|次数)?\s*[:：])
    ^\W*本(?:文|作品|博客|站).{0,12}(?:采用|作者|链接|鏈接|地址|原创)|^\W*本(?:博客|站)所有文章|^\W*暂无相关文章
    ^\W*(?:版权声明|版权所有|(?:复制或)?转载请|原创文章采用|文章(?:作者|链接)\s*[:：])
    ^\W*如果.{0,8}觉得.{0,14}(?:不错|有帮助|有用|喜欢)
    ^\W*this work is licensed under\b|^\W*(?:the )?(?:trackback ur[li]|uri to trackback)\b
"""
_TAIL = re.compile(_either(_TAIL_LINES), re.I)
_TAIL_SIGNS = ("←", "→", "«", "»", "‹", "›")
#: What says so anywhere in a line, and pieces of it, one of which is there.
_TAIL_WORDS = re.compile(
    _either(
        r"""
        if you (?:enjoyed|liked) this|vous avez aimé cet article|hat (?:ihnen|dir) .{0,20}gefallen
        (?<!\bi )(?<!\bwe )(?<!\bus )(?<!\bthey )(?<!\bwho )(?<!\bpeople )subscribe to (?:my|our)
        subscribe to the (?:[\w-]+ ){0,3}(?:feed|rss|newsletter|mailing|list|blog|podcast|channel|comments|site)
        about these ads|creative commons|all rights reserved
        track ?backs?\b.{0,60}$|トラックバック|rss feed(?!.*\?\W*$)
        comments (?:are )?powered by|commentaires (?:du blog )?(?:h[ée]berg|propuls)
        please enable javascript to view|follow this conversation
        \b(?:digg|reddit)\b.{0,60}del\.icio\.us|del\.icio\.us.{0,60}\b(?:digg|reddit)\b
        """
    ),
    re.I,
)
_TAIL_PIECES = (
    "if you", "vous avez", "gefallen", "subscribe to", "these ads", "commons", "all rights", "track",
    "トラックバック", "rss feed", "powered by", "commentaires", "javascript", "follow this", "del.icio.us",
)  # fmt: skip
#: Words of those that name other posts.
_OTHERS = re.compile(
    r"relat|recommend|similar|suggest|popular-?posts|also-?like|(?:read|up)-?next|more-?(?:articles|from|posts|stories)",
    re.I,
)
_names_others = once(_OTHERS.search)
#: Words of what may as well be named after one small thing in it, or is a page "in detail".
_AROUND = re.compile(r"shar|social|detail|info|meta|rating|print|views", re.I)
#: Words of a list of contents, which is links, and of the sections that it names, which are not.
CONTENTS = re.compile(r"(?:^|[\s_-])toc(?=$|[\s_-])|table-?of-?contents", re.I)
#: Words of a column, which may name the grid that it stands in: "sidebar-grid", "has-sidebar".
_LAYOUT = re.compile(r"sidebar", re.I)
#: Does a name say that its element is about the post?
names_meta = once(re.compile(r"(?:^|\s)(?:(?:post|entry)[-_]?)?(?:meta|byline|info)(?=\s|$)", re.I).search)


#: a block that is the whole page of one post, not its details or its sidebar: "article-detail__text"
_PAGE_OF = re.compile(r"^(?:[a-z]+-details?|sidebar-(?:grid|layout))__(?=.)")


@remembered(16384)
def _named_out(name: str) -> bool:
    name = _PAGE_OF.sub("", name.lower())
    if name.isalnum():
        return name in _OUT or name.startswith(_OUT_STARTS)
    words = name.translate(_JOINTS).split()
    for i, word in enumerate(words):
        if word in _OUT or word.startswith(_OUT_STARTS):
            return True
        for more in words[i + 1 : i + 4]:
            word += more
            if word in _OUT:
                return True
    return False


#: Does a name say that its element is the post or its text?
names_body = once(
    _KEEP.search,
    "content", "text", "body", "prose", "markdown", "hentry", "status-publish", "entry", "post", "footnotes",
)  # fmt: skip


# ---- elements -------------------------------------------------------------------------------------

_NUMBERED = re.compile(r"toc[-_]?\d+")  # what leads from a table of contents
_SLUG = 24  # letters of a heading that its id tells at least
_ESCAPES = re.compile(r"-(?:amp|quot|lt|gt)(?=-)")

_MARKED: WeakKeyDictionary[Index, set[Element]] = WeakKeyDictionary()


def marked(index: Index) -> set[Element]:
    """The elements whose class or id says that they are no text; each name of the page is looked at once."""
    found = _MARKED.get(index)
    if found is None:
        found = _MARKED[index] = _named_no_text(index)
    return found


def _named_no_text(index: Index) -> set[Element]:
    """Elements named as what is no text, but for those that hold the text all the same."""
    found = {el for name, elements in index.by_class.items() if _named_out(name) for el in elements}
    for name, elements in index.id_kinds.items():
        if _named_out(name):
            found.update(el for el in elements if not _is_place(el))
    texts = (el for el in index.by_attr.get("itemprop", ()) if "articleBody" in el.get("itemprop").split())
    found -= {e for el in texts for e in (el, *el.iterancestors())}
    found = {el for el in found if el.tag not in HEADINGS or not _is_listed_heading(el)}
    named = {el for el in found if el.tag not in _NEVER and not _is_spoken(el) and not _holds_text(el)}
    found = named | newest_comments(index) | _lists_of_posts(index) | _lists_of_shares(index)
    return found | _gutters(index) | _subscriptions(index)


#: Numbers of lines beside a listing: Pygments, Rouge, Chroma, SyntaxHighlighter, Crayon, GeSHi, highlight.js.
_GUTTERS = frozenset(
    "blob-num code-gutter crayon-nums gl gutter hljs-ln-numbers line-number line-numbers line_numbers lineno "
    "linenodiv linenos linenumber linenumbers ln lnt lntd pre-numbering rouge-gutter".split()
)


def _gutters(index: Index) -> set[Element]:
    """Columns and signs of a listing that say nothing but the numbers of its lines."""
    named = (el for name in _GUTTERS & index.by_class.keys() for el in index.by_class[name])
    return {el for el in named if "".join(words_in(el).split()).isdecimal()}


def _is_place(el: Element) -> bool:
    """Is an id that of a heading or a section of the text, made of its words? "#cookies" tells what it is about."""
    key, up = el.get("id") or "", el.getparent()
    if up is not None and up.tag in HEADINGS:
        el = up
    if el.tag in HEADINGS:
        said = squash(words_in(el))
        told = said != "" and letters(said)[:_SLUG] in letters(_ESCAPES.sub("", key))
        return bool(told and not words.CONTENTS.fullmatch(said)) or _NUMBERED.fullmatch(key) is not None
    if el.tag not in ("section", "div"):
        return False
    head = next(el.iter(*HEADINGS), None)
    said = squash(words_in(head)) if head is not None else ""
    if not said or letters(said)[:_SLUG] not in letters(key) or END.match(said):
        return False
    return letters(words_in(el)).startswith(letters(said)) and not words.CONTENTS.fullmatch(said)


def is_own_aside(el: Element) -> bool:
    """Is an aside a note, a warning or a quotation of the text's own, or a footer that of a quotation: who said it?"""
    if el.tag == "footer":
        return bool(el.getparent().tag == "blockquote")
    return el.tag == "aside" and words.OWN_ASIDE.search(el.get("class") or "") is not None


def _is_listed_heading(el: Element) -> bool:
    """Is it a heading of the text that is named after the list of contents which it is in: ``<h2 class="toc">``?"""
    told = [name for name in names_of(el).split() if _named_out(name)]
    listed = all(map(CONTENTS.search, told))
    return bool(told) and listed and not words.CONTENTS.fullmatch(squash(words_in(el)))


def _is_spoken(el: Element) -> bool:
    """Is it a word of code or of a sentence? "contact us <a class="popup">online</a>, then ..." opens a box."""
    if el.tag == "span":
        return in_code(el)
    if el.tag != "a" or (up := el.getparent()) is None or up.tag != "p":
        return False
    said = squash(words_in(el))
    if not 0 < len(said) < START or next(islice(up, 50, None), None) is not None:
        return False  # to look at all of so many would take the square of their number
    before, _, behind = squash(words_in(up)).partition(said)
    return len(before) > 10 and (len(behind) > 10 or behind.startswith((".", ",", ";", ":", "?", "!", ")")))


def _lists_of_posts(index: Index) -> set[Element]:
    """Lists whose every item has the permalink of a post, as plugins print related ones."""
    told: Counter[Element] = Counter()
    for a in index.by_attr.get("rel", ()):
        item = a.getparent() if a.tag == "a" and "bookmark" in a.get("rel") else None
        if item is not None and item.tag == "li" and item.getparent().tag in ("ul", "ol"):
            told[item.getparent()] += 1
    return {el for el, posts in told.items() if posts > 1 and posts == len(el)}


def _lists_of_shares(index: Index) -> set[Element]:
    """Lists and lines of nothing but links that share the page, whatever they are called."""
    links = index.by_tag.get("a", [])
    told: Counter[Element] = Counter()
    for a in links:
        href = a.get("href") or ""
        if any(map(href.__contains__, words.SHARE_PIECES)) and words.SHARE_HREF.search(href):
            told[next(a.iterancestors("ul", "ol", "p", "div"), a)] += 1
    lists = ((el, shares) for el, shares in told.items() if shares > 1)
    alone = ((el, shares) for el, shares in lists if shares == sum(map(_leads_away, el.iter("a"))))
    return {el for el, shares in alone if len(squash(words_in(el))) < 30 * (shares + 1)}


#: names of the field in which readers leave an address of mail; "ne" is The Newsletter Plugin's
_MAIL_FIELD = re.compile(r"(?:\w+[\W_])?e-?mail|ne$", re.I)
_SUBSCRIBING = re.compile(
    r":\W*$|subscri|newsletter|mailing list|\bby e-?mail|inbox|sign up|abonn|per e-?mail|suscr[ií]|iscriv|inscr|assin|"
    r"подпис|订阅|訂閱|購読|メルマガ|구독",
    re.I,
)
_BOX = frozenset({"aside", "b", "center", "div", "em", "fieldset", "p", "section", "span", "strong"})
_BOX_SAYS = 300  # characters


def _subscriptions(index: Index) -> set[Element]:
    """Boxes in which readers subscribe: a form for an address of mail, and the few words around and above it."""
    fields = (
        el
        for el in index.by_tag.get("input", ())
        if el.get("type") == "email" or _MAIL_FIELD.match(el.get("name") or "")
    )
    forms = dict.fromkeys(form for el in fields if (form := next(el.iterancestors("form"), None)) is not None)
    found: set[Element] = set()
    for form in islice(forms, 8):  # each costs the text around it
        if next(form.iter("textarea"), None) is None:  # where one is, it takes a comment
            box = _box_around(form)
            found.update((box, *_invitation(box)))
    return found


def _box_around(form: Element) -> Element:
    """The largest box around a form that says little, and less than what it stands in."""
    found, box, said = form, form, 0
    for around in islice(form.iterancestors(), 6):
        says = len(squash(words_in(around)))
        if says > said + START and _has_text_beside(around, box):
            found = box
        if says > _BOX_SAYS or around.tag not in _BOX or names_body(names_of(around)):
            break
        box, said = around, says
    return found


def _has_text_beside(around: Element, box: Element) -> bool:
    """Does an element hold a paragraph, or bare words as long, beside a box? What holds but a title is no text."""
    said = [around.text, box.tail]
    for el in islice(around, _MANY):
        said += (words_in(el) if el.tag == "p" and not names_meta(names_of(el)) else None, el.tail)
    return any(len(text) > START and not META.search(text) for text in map(squash, said))


_MANY = 2000  # children of an element that are looked at


def _invitation(box: Element) -> Iterator[Element]:
    """The heading or the short line right above a form that stands in the text itself."""
    above = box.getprevious()
    if above is None or (above.tail or "").strip():
        return
    said = squash(words_in(above))
    if (above.tag in HEADINGS and above.tag != "h1") or (
        above.tag == "p" and len(said) < LINE and _SUBSCRIBING.search(said)
    ):
        yield above


def _leads_away(a: Element) -> bool:
    return not (a.get("href") or "#").startswith(("#", "javascript:"))


_COMMENT_OF = re.compile(r"#comment(?:[-_]|(?=\d))")


def newest_comments(index: Index) -> set[Element]:
    """Lists of a site's newest comments, by links to comments of several posts; a thread's lead to one page."""
    told: dict[Element, set[str]] = {}
    links = index.by_tag.get("a", [])
    for a in links if "#comment" in index.joined(("tag", "a"), "href", links) else ():
        post, *place = _COMMENT_OF.split(a.get("href") or "", maxsplit=1)
        if any(place) and post:
            around = next(a.iterancestors("ul", "ol", "dl"), None)
            if around is not None:
                told.setdefault(around, set()).add(post)
    return {el for el, posts in told.items() if len(posts) > 1 and len(el) < 3 * len(posts) + 10}


def _holds_text(el: Element) -> bool:
    """Does an element, named as what is no text, hold the text all the same?"""
    names, key = el.get("class"), el.get("id")
    asked = (*(_may_hold(names) if names else ()), *(_may_hold(number_free(key)) if key else ()))
    return any(holds(el) for holds in asked)


@remembered(8192)
def _may_hold(names: str) -> tuple[Callable[[Element], bool], ...]:
    """What shows that an element of these names holds text; nothing does where the tuple is empty."""
    if names_body(names):
        return (lambda el: True,)
    told = ((_AROUND, _says_much), (CONTENTS, has_paragraph), (_LAYOUT, _is_headed))
    return tuple(shows for pattern, shows in told if pattern.search(names))


def _is_headed(el: Element) -> bool:
    """Does a headline that leads nowhere stand in it, and paragraphs: the grid of a post and its sidebar?"""
    head = next(el.iter("h1"), None)
    return head is not None and next(head.iter("a"), None) is None and _says_much(el)


def has_paragraph(el: Element) -> bool:
    """Is there a paragraph in it that is more than a label?"""
    return any(len(words_in(p)) > LINE for p in el.iter("p"))


def _says_much(el: Element) -> bool:
    """Are there paragraphs in it, as no bar of buttons has?"""
    said = 0
    for p in el.iter("p"):
        length = len(words_in(p))
        said += length if length > 80 else 0
        if said > 400:
            return True
    return False


def names_of(el: Element) -> str:
    """Class and id of an element, as one text."""
    names, key = el.get("class"), el.get("id")
    return f"{names} {key}" if names and key else names or key or ""


def is_of_others(el: Element) -> bool:
    """Is an element named after other posts than the page's?"""
    return _names_others(names_of(el))


def unnamed(index: Index, elements: Collection[Element]) -> set[Element]:
    """Those elements that stand in nothing named as related posts, or all where none is left."""
    return {el for el in elements if not among_others(index, el)} or set(elements)


def among_others(index: Index, el: Element) -> bool:
    """Does an element stand in what is named as related posts?"""
    named = marked(index)
    return any(a in named and is_of_others(a) for a in el.iterancestors())


# ---- lines ----------------------------------------------------------------------------------------


_FACT = re.compile(r"[^\W\d_][\w ]{2,24}\s?[:：]\s*\S")


def among_facts(el: Element) -> bool:
    """Does a line stand beside another that tells a fact of no post's: "Author: Ann Lee" above "Genre: Fantasy"?"""
    if any(map(_is_fact, _rows_at(el))):
        return True
    if el.tag not in ("p", "li", "dd"):
        return False
    near = (next(el.itersiblings(preceding=before), None) for before in (True, False))
    told = (squash(words_in(e)) for e in near if e is not None and e.tag == el.tag)
    return any(len(text) < LINE and _FACT.match(text) and not META.search(text) for text in told)


def _rows_at(el: Element) -> Iterator[tuple[str, ...]]:
    """What the first rows of a table or pairs of a list say, or those next to the row that an element stands in."""
    row = next((e for e in (el, *islice(el.iterancestors(), 5)) if e.tag in _ROWS), el)
    rows: Iterable[Element] = islice(el.iter(*_ROWS), 6) if el.tag in ("table", "tbody", "dl") else ()
    if row is not el or el.tag in _ROWS:
        rows = chain(*(islice(row.itersiblings(row.tag, preceding=way), 3) for way in (True, False)))
    for one in rows:
        cells = [*one] if one.tag == "tr" else [e for e in (one.getprevious(), one) if e is not None]
        yield tuple(squash(words_in(e)) for e in cells[:3])


_ROWS = ("tr", "dd")


def _is_fact(row: tuple[str, ...]) -> bool:
    """Are they a label and what it tells, and neither of a post: "Platform", "PS4"?"""
    if len(row) != 2 or not all(0 < len(text) < LINE for text in row):
        return False
    return not any(META.search(text) or words.FILING.match(text) or is_day(text) for text in row)


def files_a_link(el: Element, text: str) -> bool:
    """Are they the tags of one of the links that a post lists, as del.icio.us posted them: "(tags: mill river)"?"""
    if not (text.startswith("(") and text.endswith(")") and words.FILING.match(text)):
        return False
    return any(e.tag in ("li", "dd") for e in (el, *islice(el.iterancestors(), 2)))


def is_filing(el: Element, text: str) -> bool:
    """Is the line about the post by its own markup: links to its terms, or the words of Kubrick, and little else?"""
    if words.ENTRY_WAS.match(text):
        return True
    terms = [a for a in el.iter("a") if words.TERM_REL.search(a.get("rel") or "")]
    if not terms or (len(text) > 4 * LINE and not any(p.match(text) for _, p in words.PLAIN_TERMS)):
        return False
    if any(words_in(p).strip() and not any(a in terms for a in p.iter("a")) for p in el.iterchildren("p")):
        return False  # a short paragraph, and the terms in another
    for a in terms:
        text = text.replace(" ".join(words_in(a).split()), " ", 1)
    if words.ENTRY_WAS.search(text, 0, START):
        return True  # "Tags: tea. This entry was posted on ..."
    for start, end, _ in find_dates(text)[:1]:
        text = f"{text[:start]} {text[end:]}"
    return len("".join(filter(str.isalnum, text))) < 70


def is_day(text: str) -> bool:
    """Does a line say but when the post was written? From one hour or day to another something takes place."""
    if not date_only(text) or words.HOURS.search(text):
        return False
    (_, end, first), (start, _, last), *_ = (*find_dates(text)[:2], (0, 0, None), (0, 0, None))
    return last is None or first == last or not words.UNTIL.fullmatch(text[end:start])


#: Small words of a byline, which make no sentence of it.
_SMALL = frozenset(
    "a an the on at in by of to for and with from via as am pm um im vom von der die das den le la les à au de du"
    " des el en por los il di da del alle op het van door em o do dia w od na av af kl posted published written"
    " submitted".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FULL_STOP = re.compile(r"[.!?…][\"'”’»)]*$")
_BYLINE_STARTS = re.compile(
    r"\W*(?:(?:posted|submitted|published|written)\b|(?:tag(?:s|ged)?|categor(?:y|ies)|share|date|author|updated?|save|print)\s+(?-i:[a-z]))",
    re.I,
)


def goes_on(text: str) -> bool:
    """Does a line that begins as a byline or with a day go on to tell something: "On March 3, 1999 it all began."?"""
    if not _FULL_STOP.search(text) or not (
        _BYLINE_STARTS.match(text) or words.BY.match(text) or date_only(text)
    ):
        return False
    for start, end, _ in reversed(find_dates(text)):
        text = f"{text[:start]} {text[end:]}"
    said = [word for word in _WORD.findall(text) if word.islower() and word not in _SMALL]
    return len(said) > 1


def signs_off(text: str) -> bool:
    """Does a line say where its author was, and when: "Portland, May 4, 2012"? A byline may look so: see `edges`."""
    if not date_only(text) or any(
        ask(text) for ask in (words.HOURS.search, META.search, words.UPDATED.search)
    ):
        return False
    if _BYLINE_STARTS.match(text) and not _FULL_STOP.search(text):
        return False
    start, end, _ = find_dates(text)[0]
    rest = words.CLOCK.sub(" ", f"{words.WEEKDAY.sub('', text[:start])} {text[end:]}")
    return any(word[0].isupper() and word.lower() not in _SMALL for word in _WORD.findall(rest))


_QUOTES = "«»"


def _is_quotation(text: str) -> bool:
    """Does it hold both marks of words in quotes, and more than a link has: «We shall be back», said she?"""
    return "«" in text and "»" in text and len(text.split()) > _FEW_WORDS


_FEW_WORDS = 2


def is_tail(text: str) -> bool:
    """Is a line behind the text about the post, or about what to do next?"""
    if words.CLOSED.fullmatch(text):
        return True
    if len(text) <= LINE and (END.match(text) or META.search(text) or is_day(text)):
        return True
    if (
        (len(text) <= 2 * LINE and _TAIL.match(text) and not (text[:1] in _QUOTES and _is_quotation(text)))
        or (text.endswith(_TAIL_SIGNS) and not _is_quotation(text))
        or not any(map(str.isalpha, text))
    ):
        return True
    return any(map(text.lower().__contains__, _TAIL_PIECES)) and _TAIL_WORDS.search(text) is not None
