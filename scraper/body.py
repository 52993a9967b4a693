"""Where a page's main text stands, where no platform's data tells; never changes the tree.

Text and link text are counted once per element, from the leaves up; the body is where the text gathers. What
the site puts into and around it (sharing, related posts, bylines) is told by the words of class and id, by
headings such as "Related posts", and by lines that hold but dates and links.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import Any
from weakref import WeakKeyDictionary

from lxml import etree

from scraper import words
from scraper.clean import HEADINGS, hidden
from scraper.dates import date_only, find_dates
from scraper.fields import letters, once, remembered, squash
from scraper.select import Element, Index, in_code, number_free, words_in
from scraper.urls import is_file


@dataclass(frozen=True, slots=True)
class Body:
    """A post's text: the elements that hold it, what in them is no part of it, how sure that is (0 to 1)."""

    roots: tuple[Element, ...]
    drop: frozenset[Element]
    score: float


def find_body(
    page: Element | Index,
    title: str | None = None,
    drop: Collection[Element] = frozenset(),
    comments: Collection[Element] = (),
    hints: Sequence[Element] = (),
    own: Collection[Element] = (),
    leave: Collection[Element] = (),
) -> Body | None:
    """The element in which the page's text gathers; None where there is too little of it, or all of it behind the talk.

    ``hints`` are elements that a rule claims to be the body, the surest first: the one with most text is it, or a
    surer one inside it, unless it holds so little of what the page's text gathers in that it must be another
    post's teaser. ``own`` are those that the platform itself names, ``leave`` what it prints about a post.
    """
    index = page if isinstance(page, Index) else Index(page)
    top_el = next(iter(index.by_tag.get("body", ())), index.root)
    unseen = [el for name in _UNSEEN for el in index.by_class.get(name, ())]
    sums = _Sums(index, top_el, {*drop, *comments, *unseen}, own)
    top = 0
    if sums.good[top] < 20:
        return None
    heading = _heading(sums, top, title)
    talk = min(filter(None, (_talk_begins(index, comments), _next_post(sums, heading))), default=None)
    path = _descend(sums, top, heading, talk)
    claimed = _claimed(sums, top, hints)
    if claimed > top and sums.good[claimed] >= _CLAIM * sums.good[path[-1]]:
        path = [sums.parent[claimed], claimed]
    roots = sorted({*_lead(sums, path, heading), *_parts(sums, path[-1], hints)})
    ended = talk if heading is not None and talk is not None and sums.place(heading) < talk else None
    if heading is not None and ended is not None and ended <= sums.place(roots[-1]):
        # no post's words begin behind the comments that follow its title: there stand other posts
        above = find_body(index, title, {*drop, *index.elements[ended:]}, comments, hints, own, leave)
        below = above is not None and sums.place(heading) < index.span(above.roots[-1])[1]
        return above if above is not None and below and any(map(_has_paragraph, above.roots)) else None
    if heading is not None and sums.last[path[-1]] < heading and sums.good[path[-1]] < 2 * _LINE:
        return None  # a line above the title is the site's
    out: set[Element] = set()
    for at in roots:
        out |= _boilerplate(sums, at, leave) | _above(sums, at, heading)
        if ended is not None and sums.tells_before(ended, at):
            out.update(index.elements[ended : index.span(sums.elements[at])[1] + 1])
    share = sum(sums.good[at] for at in roots) / sums.good[top]
    return Body(
        tuple(sums.elements[at] for at in roots), frozenset(out), round(min(0.85, 0.35 + 0.5 * share), 2)
    )


def _talk_begins(index: Index, comments: Collection[Element]) -> int | None:
    """Where in document order the comments begin, or the form to write one; None where neither stands on the page."""
    forms = (els[0] for key in _TALK_IDS if (els := index.by_id.get(key)))
    return min((index.order[el] for el in (*comments, *forms)), default=None)


_TALK_IDS = ("respond", "commentform", "comment-form", "comments-form", "comments-open", "disqus_thread")


def unnamed(index: Index, elements: Collection[Element]) -> set[Element]:
    """Those elements that stand in nothing named as related posts, or all where none is left."""
    return {el for el in elements if not among_others(index, el)} or set(elements)


def among_others(index: Index, el: Element) -> bool:
    """Does an element stand in what is named as related posts?"""
    marked = _marked(index)
    return any(a in marked and _is_of_others(a) for a in el.iterancestors())


def boilerplate(
    element: Element, index: Index | None = None, leave: Collection[Element] = ()
) -> set[Element]:
    """What inside a body must be left out, by safe evidence: sharing, related posts, forms, meta lines."""
    return _boilerplate(_Sums(index or Index(element), element, ()), 0, leave)


# ---- words ---------------------------------------------------------------------------------------


def _either(text: str) -> str:
    """The lines of a table of patterns, as one alternative."""
    return "|".join(line.strip() for line in text.strip().splitlines())


def _name(words: str) -> str:
    """Words as they stand in class and id: whole, or between the signs that join them."""
    return rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?=$|[\s_-])"


#: Words of class and id that name no part of a text, whole or between joints, which do not count:
#: "share-buttons" is "sharebuttons".
_OUT_WORDS = """
    a2a aboutauthor abouttheauthor adbanner adblock adbox adcontainer addthis addtoany ads adsbygoogle
    adsense adslot adunit adwrapper alsolike articleauthor articleauthors articlebyline articlebylines
    articlecat articlecategorie articlecategories articlecategory articlecategorys articlecats
    articledate articledates articledetail articledetails articlefooter articlefootermeta
    articlefootermetas articlefooters articleinfo articleinfos articlemeta articlemetas articlepublished
    articlepublisheds articleshare articleshares articletag articletags articleutility articleutilitys
    authorabout authorbio authorblock authorbox authorcard authordescription authordetail authordetails
    authorinfo authormeta authorprofile avstructureddata backtotop bannerad biobox blogauthor
    blogauthors blogbyline blogbylines blogcat blogcategorie blogcategories blogcategory blogcategorys
    blogcats blogdate blogdates blogdetail blogdetails blogfooter blogfootermeta blogfootermetas
    blogfooters bloginfo bloginfos blogmeta blogmetas blogpublished blogpublisheds blogshare blogshares
    blogtag blogtags blogutility blogutilitys breadcrumb breadcrumbs byline calltoaction catlinks
    comment commentform commentlist commentrespond comments commentsarea commentsform commentslink
    commentslist commentssection commentstemplate consent convertkit cookie cookies crprelated crumb
    crumbs cta entryauthor entryauthors entrybyline entrybylines entrycat entrycategorie entrycategories
    entrycategory entrycategorys entrycats entrydate entrydates entrydetail entrydetails entryfooter
    entryfootermeta entryfootermetas entryfooters entryinfo entryinfos entrymeta entrymetas
    entrypublished entrypublisheds entryshare entryshares entrytag entrytags entryutility entryutilitys
    extrahatom fbcomments formwrapper gdpr gformwrapper hatomextra heateor hsform jprelatedposts
    legaldisclaimer lightbox likebox likebutton likesbox likesbutton login mailchimp mc4wp mcembedsignup
    menu metabar metadata metainfo modal morearticles morefrom moreposts morestories navabove navbar
    navbelow navigation navlinks navnext navprevious navsingle newsletter nextarticle nextarticles
    nextpost nextposts optin overlay pager pagination pingback pingbacks podpresscontent popup
    postauthor postauthors postbyline postbylines postcat postcategorie postcategories postcategory
    postcategorys postcats postdate postdates postdetail postdetails postedby postedin postedon
    postfooter postfootermeta postfootermetas postfooters postinfo postinfos postinfo postlinks postnav
    postnavigation postpublished postpublisheds postshare postshares posttag posttags postutility
    postutilitys postviews postvotes prevarticle prevarticles previousarticle previousarticles
    previouspost previousposts prevpost prevposts printbutton printfriendly printlink printonly
    progressbar rating ratings readalso readingtime readmoreposts readnext readtime recommendation
    recommendations recommended related relatedarticle relatedarticles relatedcontent relatedpost
    relatedposts relatedstories respond screenreadertext scrolltop sdlike searchform share shareaholic
    sharebar sharebox sharebutton sharebuttons sharedaddy sharedcountswrap shareicon shareicons
    sharelink sharelinks sharer shares sharethis shariff shariffbuttons sharing sidebar signup
    similarposts singleauthor singleauthors singlebyline singlebylines singlecat singlecategorie
    singlecategories singlecategory singlecategorys singlecats singledate singledates singledetail
    singledetails singlefooter singlefootermeta singlefootermetas singlefooters singleinfo singleinfos
    singlemeta singlemetas singlepublished singlepublisheds singleshare singleshares singletag
    singletags singleutility singleutilitys skiplink sociable social socialbuttons socialicons
    sociallinks socialmedia socials socialshare sponsor sponsored sponsorship sronly ssba subscribe
    subscription suggested suggestedposts sumome tableofcontents tagcloud taglinks taglist tagslinks
    timetoread toast toc trackback trackbacks upnext visuallyhidden widgetarea wpblockbutton
    wpblockbuttons wpblockcomments wpblocklatestposts wpblockloginout wpblockpostauthor wpblockpostdate
    wpblockpostnavigationlink wpblockpostterms wpblockquery wpblocksearch wpblocksociallinks wpcf7 yarpp
"""
_OUT = frozenset(_OUT_WORDS.split())
_OUT_STARTS = ("advert", "disqus", "dsq", "eztoc", "postmeta")
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
    相關文章|分享|评论|留言|發表|관련 ?글|공유|댓글
"""
_END = re.compile(
    rf"^\W*(?:{_either(_END_LINES.replace('_PIECES', _PIECES).replace('_OFFER', words.OFFER))})", re.I
)
#: Short lines about the post, not of it.
_META_LINES = r"""
    ^\W*(?:by|von|par|por|di|door|av|af|autor)\s(?-i:[A-ZÀ-ÞА-Я])\S*(?:\s\S+){0,4}$
    ^\W*(?:(?:posted|submitted) (?:by|on|in|at)|published(?: on)?|written (?:by|on)|updated(?: on)?)\b.{0,80}$
    ^\W*(?:last (?:updated|modified)|reading time|read time|author|date|share(?: this)?|filed under)\b.{0,80}$
    ^\W*(?:tags?|categor(?:y|ies))\b.{0,80}$|^\W*(?:home|blog)\s*(?:$|[»>/|›·:].{0,80}$)
    \b\d+\s*(?:-\s*)?(?:min(?:ute)?s?\.?|mins)\s*(?:to\s*)?(?:read|reading|de lecture|de lectura|lesezeit)\b
    \b\d+\s*min(?:uti)? (?:di lettura|leestijd)\b|\bmin(?:ute)? read\b|(?:reading|read) time\b
    ^\W*(?:back to(?! (?:it|that|this|you|me|us|work|bed|normal|square)\b)|return to|←|« ).{0,40}$
    ^\W*(?:\d+|no|leave a) comments?(?: yet| so far)?\W*$
    ^\W*(?:share|tweet|pin|print|email|facebook|twitter|linkedin|whatsapp|listen|save)\W*$
    ^\W*(?:copy link|link copied)\W*$
    ^\W*(?:pages?|seiten?|p[áa]ginas?|pagine|pagina['’]?s|strony|stránky|oldalak|sid[eo]r|sivut|sayfalar)\s*:(?:\W*\d+)+\W*$
    ^\W*(?:страниц[аы]|сторінки|页码?|頁|(?:固定)?ページ|페이지)\s*[:：](?:\W*\d+)+\W*$
    ^\W*(?:本文|这篇文章|此文|该文章|文章).{0,12}(?:编写|发布|发表|更新|修改|编辑|上次|最后).{0,40}[天月年][前，,了]
    ^\W*th(?:is|e) (?:post|article|entry) (?:is|was) (?:more than|over|last updated) .{0,40}\b(?:year|month|day)s?\b
    ^\W*diese[rs]? (?:artikel|beitrag|eintrag) ist .{0,30}\b(?:jahre?|monate?|tage?) (?:alt|her).{0,80}$
    ^\W*cet article (?:a (?:plus|été publié il y a)).{0,30}\b(?:ans?|mois|jours)\b.{0,60}$
"""
_META = re.compile(_either(_META_LINES), re.I)
_NO_LEAD = re.compile(_name("messages? alert notice submitted meta header hero banner info"), re.I)
#: Lines that end a post without being of it, however long.
_TAIL_LINES = r"""
    ^\W*this (?:entry|post|article) (?:was|is) tagged\b
    ^\W*(?:tags?|tagged|tagi|tagg(?:ar|ed)|étiquettes|etiquetas|schlagw[oö]rter|schlagworte|štítky)\b
    ^\W*(?:метки|теги|タグ|标签|categor(?:y|ies|ia|ías|ie)|kategorien?|catégories?|(?:entry )?filed (?:under|in))\b
    ^\W*(?:kategorisiert|posted (?:by|in|on|at|under)|published|gepostet|veröffentlicht|abgelegt)\b
    ^\W*(?:publi[ée]|publicado|escrito por|投稿|カテゴリ|分类)\b
    ^.{0,30}\bpermalink\b.{0,60}$|^\W*rating:?\s*[\d.+-]+
    ^\W*(?:print|imprimir|imprimer|drucke) (?:th(?:is|e)|est[ae]|este|cet|diesen) \w+\W*$
    ^\W*(?:понравилось|поделись|поделиться)\b.{0,60}$|^\W*(?:article |post )?(?:r[ée]dig[ée]|[ée]crit) par\b.{0,60}$
    ^\W*(?:enlace permanente|lien permanent|permalien)\b.{0,60}$
    ^\W*(?:previous|next|older|newer|prev)\b\W*(?:(?:post|article|entry|page|story|chapter)s?\b.{0,70})?$
    ^\s*[←→«»‹›]
"""
_TAIL = re.compile(_either(_TAIL_LINES), re.I)
_TAIL_SIGNS = ("←", "→", "«", "»", "‹", "›")
#: What says so anywhere in a line, and pieces of it, one of which is there.
_TAIL_WORDS = re.compile(
    _either(
        r"""
        if you (?:enjoyed|liked) this|vous avez aimé cet article|hat (?:ihnen|dir) .{0,20}gefallen
        subscribe to (?:my|our|the)|about these ads|creative commons|all rights reserved
        track ?backs?\b.{0,60}$|トラックバック|rss feed(?!.*\?\W*$)
        comments (?:are )?powered by|commentaires (?:du blog )?(?:h[ée]berg|propuls)
        please enable javascript to view|follow this conversation
        """
    ),
    re.I,
)
_TAIL_PIECES = (
    "if you", "vous avez", "gefallen", "subscribe to", "these ads", "commons", "all rights", "track",
    "トラックバック", "rss feed", "powered by", "commentaires", "javascript", "follow this",
)  # fmt: skip


#: Words of those that name other posts.
_OTHERS = re.compile(
    r"relat|recommend|similar|suggest|also-?like|(?:read|up)-?next|more-?(?:articles|from|posts|stories)",
    re.I,
)
_names_others = once(_OTHERS.search)


def _is_of_others(el: Element) -> bool:
    return _names_others(_names(el))


@remembered(16384)
def _named_out(name: str) -> bool:
    name = name.lower()
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


_named_body = once(
    _KEEP.search,
    "content", "text", "body", "prose", "markdown", "hentry", "status-publish", "entry", "post", "footnotes",
)  # fmt: skip


# ---- counting ------------------------------------------------------------------------------------

_SKIP = frozenset({
    "script", "style", "noscript", "template", "button", "select", "option", "textarea", "iframe", "datalist",
    "svg", "head", "canvas", "object", "embed", "video", "audio", "dialog", "input", "img", "br", "picture",
})  # fmt: skip
_UNSEEN = ("w-condition-invisible",)  # classes of what is never shown, whatever it holds: Webflow's
_INLINE = frozenset(
    {"b", "i", "em", "strong", "u", "s", "sup", "sub", "small", "code", "abbr", "q", "cite", "wbr"}
)
_NEVER = frozenset({"html", "body", "main", "article"})
_SOFT = frozenset({"nav", "form", "footer", "aside"})  # out, unless the page's text is in them
_NO_BODY = frozenset({"p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4"})
_TOLD = frozenset({"p", "li", "blockquote", "dd"})
_LINE = 120  # characters: what is longer is text, not a label
_CLAIM = 0.3  # of the densest element's text, to believe a rule that names another
_NEARLY = 0.8  # of the text of what holds it, to be all of it but a head
_START = 50  # good text (characters, weighed) within which the lines before a text may stand
_MOST = 0.4  # what holds this share of a page's text is no boilerplate, whatever its name
_BLOCK = {
    "p": 1.0, "pre": 1.0, "blockquote": 1.0, "li": 0.8, "dd": 0.8, "td": 0.8, "div": 0.8, "section": 0.8,
    "article": 0.8, "center": 0.8, "body": 0.6, "font": 0.8, "main": 0.8, "h1": 0.3, "h2": 0.4, "h3": 0.4,
    "h4": 0.4, "h5": 0.3, "h6": 0.3, "th": 0.5, "dt": 0.5, "figcaption": 0.3, "ul": 0.3, "ol": 0.3, "tr": 0.5,
    "table": 0.5, "tbody": 0.5, "header": 0.2, "footer": 0.2, "aside": 0.2, "figure": 0.3, "dl": 0.3,
    "details": 0.8, "summary": 0.4, "html": 0.0,
}  # fmt: skip


def _length(text: str) -> int:
    """Characters, those of East Asian scripts twice: each says what two or three letters do."""
    if text.isascii() or max(text) < _EAST:
        return len(text)
    return len(text) + sum(map(_EAST.__le__, text))


_EAST = "\u2e80"


class _Sums:
    """Characters of text, of links, and of good text below each element, from one pass down and one up.

    What shows no text is no element here; a word in bold that holds no other element counts for its parent.
    """

    def __init__(
        self, index: Index, top: Element, drop: Collection[Element], claimed: Collection[Element] = ()
    ) -> None:
        self.elements: list[Element] = []
        self.tags: list[str] = []
        self.parent: list[int] = []
        self.linked: list[bool] = []
        self.own: list[int] = []
        self._index = index
        self._lines: dict[int, str] = {}
        self._paragraphs: dict[int, tuple[int, int]] = {}
        self._filed: list[int] | None = None  # where links to terms stand
        self._count(index, top, drop)
        self.out = self._exclude(_marked(index), set(claimed))
        self._sum()

    def _count(self, index: Index, top: Element, drop: Collection[Element]) -> None:
        elements, tags, parent, own, linked = self.elements, self.tags, self.parent, self.own, self.linked
        order, first, end = index.order, index.order[top], _end(index, top)
        node: list[int] = []  # for each element of the tree, which of ours it counts for; -1 for none
        places = slice(first, end)
        for el, text, tail in zip(
            index.elements[places], index.texts[places], index.tails[places], strict=True
        ):
            tag = el.tag
            up = node[order[el.getparent()] - first] if node else -1
            if up >= 0:
                if tail and (tail := tail.strip()):
                    own[up] += len(tail) if tail.isascii() else _length(tail)
                if tag in _SKIP or el in drop:
                    node.append(-1)
                    continue
                if tag in _INLINE and not len(el):
                    node.append(up)
                    own[up] += _length(text or "")
                    continue
            elif node:
                node.append(-1)
                continue
            node.append(len(elements))
            elements.append(el)
            tags.append(tag)
            parent.append(up)
            linked.append(tag == "a" or (up >= 0 and linked[up]))
            own.append(_length(text) if text and (text := text.strip()) else 0)

    def _exclude(self, marked: set[Element], claimed: set[Element]) -> list[bool]:
        """What its tag or name says is no text is out with all it holds, unless that is most of the page.

        Where the platform names the body, related posts are out however long: a short post may stand above them.
        """
        own, parent, tags = self.own, self.parent, self.tags
        text = own[:]
        for i in range(len(text) - 1, 0, -1):
            text[parent[i]] += text[i]
        limit = _MOST * text[0]
        about = {a for el in claimed for a in (el, *el.iterancestors())}
        out, inside = [False] * len(text), [False] * len(text)
        for i in range(1, len(text)):
            el = self.elements[i]
            inside[i] = inside[parent[i]] or el in claimed
            named = (tags[i] in _SOFT and not _is_own_aside(el)) or el in marked
            elsewhere = bool(claimed) and named and not inside[i] and el not in about and _is_of_others(el)
            if out[parent[i]] or (named and (elsewhere or text[i] < limit or _is_written_in(el, about))):
                out[i], own[i] = True, 0
        return out

    def _sum(self) -> None:
        """Good text per block is what is no link, where links are the lesser part; then all of it upwards."""
        parent, own, linked = self.parent, self.own, self.linked
        size = len(own)
        text, links = own[:], [n if link else 0 for n, link in zip(own, linked, strict=True)]
        good = self._weigh(text, links)
        last = list(range(size))
        for i in range(size - 1, 0, -1):
            up = parent[i]
            if text[i]:
                text[up] += text[i]
                links[up] += links[i]
                good[up] += good[i]
            if last[i] > last[up]:
                last[up] = last[i]
        self.text, self.links, self.good, self.last = text, links, good, last

    def _weigh(self, own: list[int], own_links: list[int]) -> list[float]:
        size, parent, tags = len(own), self.parent, self.tags
        text, links, block = [0] * size, [0] * size, list(range(size))
        for i in range(size):
            if i and tags[i] not in _BLOCK:
                block[i] = block[parent[i]]
            if own[i]:
                text[block[i]] += own[i]
                links[block[i]] += own_links[i]
        good = [0.0] * size
        for i, n in enumerate(text):
            if n and links[i] * 2 < n:
                good[i] = (n - links[i]) * _BLOCK.get(tags[i], 0.5) * (1 if n > 40 else 0.4)
        self.before = [0.0, *accumulate(good)]
        return good

    def names(self, i: int) -> str:
        return _names(self.elements[i])

    def line(self, i: int) -> str:
        """All words in an element, on one line, without those of scripts."""
        text = self._lines.get(i)
        if text is None:
            el = self.elements[i]
            coded = len(el) and next(el.iter("script", "style"), None) is not None
            shown = "".join(_NO_CODE(el)) if coded else words_in(el)
            text = self._lines[i] = " ".join(shown.split())
        return text

    def may_file(self, i: int) -> bool:
        """Can an element be a filing line? It holds links to terms, or begins as the words of Kubrick do."""
        index, el = self._index, self.elements[i]
        if self._filed is None:
            told = (el for el in index.by_attr.get("rel", ()) if el.tag == "a")
            self._filed = [index.order[a] for a in told if words.TERM_REL.search(a.get("rel"))]
        if self._filed:
            first, last = index.span(el)
            if bisect_left(self._filed, first) < bisect_right(self._filed, last):
                return True
        word = _FIRST_WORD.match(next((t for t in el.itertext() if not t.isspace()), ""))
        return word is None or "this".startswith(word[1].lower()) or "you".startswith(word[1].lower())

    def place(self, i: int) -> int:
        """Where an element stands in document order."""
        return self._index.order[self.elements[i]]

    def tells_before(self, place: int, i: int) -> bool:
        """Does a paragraph in an element stand before a place in document order?"""
        told = (j for j in range(i, self.last[i] + 1) if self.own[j] > 2 * _START and self.place(j) < place)
        return any(not words.ENTRY_WAS.match(self.line(j)) for j in told)

    def paragraphs(self, i: int) -> tuple[int, int]:
        """The first and the last child that is a paragraph of a text, and no line about the post behind it."""
        found = self._paragraphs.get(i)
        if found is None:
            long = (c for c in self.children(i) if self.tags[c] == "p" and not self.out[c])
            told = [c for c in long if self.text[c] - self.links[c] > _LINE]
            ends = (c for c in reversed(told) if not _is_tail(self, c, self.line(c)))
            found = self._paragraphs[i] = (told[0] if told else len(self.tags), next(ends, -1))
        return found

    def spans(self, i: int, place: int | None) -> bool:
        """Does a place in document order lie inside an element?"""
        first, last = self._index.span(self.elements[i])
        return place is not None and first < place < last

    def children(self, i: int) -> Iterator[int]:
        at = i + 1
        while at <= self.last[i]:
            yield at
            at = self.last[at] + 1


def _is_written_in(el: Element, about: set[Element]) -> bool:
    """A form to write a comment, however long its labels are; not one that a server sets around the whole page."""
    return (
        el.tag == "form"
        and el not in about
        and el.getparent().tag != "body"
        and el.find(".//textarea") is not None
        and el.find(".//article") is None
        and el.find(".//h1") is None
    )


def _names(el: Element) -> str:
    names, key = el.get("class"), el.get("id")
    return f"{names} {key}" if names and key else names or key or ""


_NO_CODE: Any = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)
_NUMBERED = re.compile(r"toc[-_]?\d+")  # what leads from a table of contents
_SLUG = 24  # letters of a heading that its id tells at least
_ESCAPES = re.compile(r"-(?:amp|quot|lt|gt)(?=-)")

_MARKED: WeakKeyDictionary[Index, set[Element]] = WeakKeyDictionary()


def _marked(index: Index) -> set[Element]:
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
    named = {el for el in found if el.tag not in _NEVER and not _is_spoken(el) and not _holds_text(el)}
    return named | _newest_comments(index) | _lists_of_posts(index) | _lists_of_shares(index)


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
    if not said or letters(said)[:_SLUG] not in letters(key) or _END.match(said):
        return False
    return letters(words_in(el)).startswith(letters(said)) and not words.CONTENTS.fullmatch(said)


def _is_own_aside(el: Element) -> bool:
    """Is an aside a note, a warning or a quotation of the text's own, or a footer that of a quotation: who said it?"""
    if el.tag == "footer":
        return bool(el.getparent().tag == "blockquote")
    return el.tag == "aside" and words.OWN_ASIDE.search(el.get("class") or "") is not None


def _is_spoken(el: Element) -> bool:
    """Is it a word of code or of a sentence? "contact us <a class="popup">online</a>, then ..." opens a box."""
    if el.tag == "span":
        return in_code(el)
    if el.tag != "a" or (up := el.getparent()) is None or up.tag != "p":
        return False
    said = squash(words_in(el))
    if not 0 < len(said) < _START or next(islice(up, 50, None), None) is not None:
        return False  # to look at all of so many would take the square of their number
    before, _, behind = squash(words_in(up)).partition(said)
    return len(before) > 10 and len(behind) > 10


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


def _leads_away(a: Element) -> bool:
    return not (a.get("href") or "#").startswith(("#", "javascript:"))


def _newest_comments(index: Index) -> set[Element]:
    """Lists of a site's newest comments, by links to comments of several posts; a thread's lead to one page."""
    told: dict[Element, set[str]] = {}
    links = index.by_tag.get("a", [])
    for a in links if "#comment-" in index.joined(("tag", "a"), "href", links) else ():
        if "#comment-" not in (href := a.get("href") or ""):
            continue
        post, _, place = href.partition("#comment-")
        if place and post:
            around = next(a.iterancestors("ul", "ol", "dl"), None)
            if around is not None:
                told.setdefault(around, set()).add(post)
    return {el for el, posts in told.items() if len(posts) > 1 and len(el) < 3 * len(posts) + 10}


def _holds_text(el: Element) -> bool:
    """Does an element, named as what is no text, hold the text all the same?"""
    names, key = el.get("class"), el.get("id")
    asked = (*(_may_hold(names) if names else ()), *(_may_hold(number_free(key)) if key else ()))
    return any(holds(el) for holds in asked)


#: Words of what may as well be named after one small thing in it, or is a page "in detail".
_AROUND = re.compile(r"shar|social|detail|info|meta|rating|print|views", re.I)
#: Words of a list of contents, which is links, and of the sections that it names, which are not.
_CONTENTS = re.compile(r"(?:^|[\s_-])toc(?=$|[\s_-])|table-?of-?contents", re.I)


@remembered(8192)
def _may_hold(names: str) -> tuple[Callable[[Element], bool], ...]:
    """What shows that an element of these names holds text; nothing does where the tuple is empty."""
    if _named_body(names):
        return (lambda el: True,)
    told = ((_AROUND, _says_much), (_CONTENTS, _has_paragraph))
    return tuple(shows for pattern, shows in told if pattern.search(names))


def _has_paragraph(el: Element) -> bool:
    return any(len(words_in(p)) > _LINE for p in el.iter("p"))


def _says_much(el: Element) -> bool:
    """Are there paragraphs in it, as no bar of buttons has?"""
    said = 0
    for p in el.iter("p"):
        length = len(words_in(p))
        said += length if length > 80 else 0
        if said > 400:
            return True
    return False


def _end(index: Index, top: Element) -> int:
    """Where in document order the elements below ``top`` end."""
    node = top
    while node is not index.root:
        after = next(node.itersiblings(etree.Element), None)
        if after is not None:
            return index.order[after]
        node = node.getparent()
    return len(index.elements)


def _descend(sums: _Sums, at: int, heading: int | None, talk: int | None) -> list[int]:
    """The way from the body element down to where the good text parts into several children.

    What holds both the title and the comments (which begin at ``talk``) holds the text, however short that is.
    """
    path = [at]
    while True:
        best = max(sums.children(at), key=sums.good.__getitem__, default=None)
        if best is None or sums.tags[best] in _NO_BODY or _is_code(sums.names(best)):
            return path
        titled = next(
            (c for c in sums.children(at) if heading is not None and c < heading <= sums.last[c]), None
        )
        told = titled is not None and sums.good[titled] >= _START and sums.spans(titled, talk)
        share = 0.02 if told else 0.25
        if titled is not None and sums.good[titled] >= share * sums.good[at]:
            if sums.tags[at] == "article" and titled < best and sums.good[titled] < sums.good[best]:
                return path  # the title stands with pictures, its text in an element of its own below
            rest = (c for c in sums.children(at) if c > titled and sums.tags[c] == "p")
            if sum(map(sums.good.__getitem__, rest)) > sums.good[titled]:
                return path  # the title stands with a summary, and the text goes on beside it
            best, need = titled, share
        elif _named_body(sums.names(best)) or sums.tags[best] in ("article", "main"):
            need = 0.6
        else:
            need = 0.7
        if sums.good[best] < need * sums.good[at]:
            return path
        at = best
        path.append(at)


#: what plugins call a listing of code, and its columns
_is_code = once(
    re.compile(r"coderay|syntaxhighlighter|highlighttable|crayon-|wp_syntax|codecolorer|geshi", re.I).search,
    "coderay", "syntaxhighlighter", "highlighttable", "crayon-", "wp_syntax", "codecolorer", "geshi",
)  # fmt: skip


def _heading(sums: _Sums, top: int, title: str | None) -> int | None:
    """Where the post's title stands as a heading; the text may begin anywhere behind it."""
    want = letters(title)
    if not want:
        return None
    near = range(len(want) - 1, 2 * len(title or "") + 20)
    tops = [i for i, tag in enumerate(sums.tags) if tag in ("h1", "h2", "h3") and i > top]
    at = [i for i in tops if sums.out[i] or sums.text[i] in near]
    found = [(sums.tags[i], i) for i in at if letters("".join(sums.elements[i].itertext())) == want]
    return min(found)[1] if found else None


def _next_post(sums: _Sums, heading: int | None) -> int | None:
    """Where a headline named as the page's own stands below it: over the next post of an endless page."""
    if heading is None or sums.tags[heading] != "h1" or not (names := sums.elements[heading].get("class")):
        return None
    said = sums.line(heading)
    h1s = (i for i in range(heading + 1, len(sums.tags)) if sums.tags[i] == "h1" and sums.text[i])
    others = (i for i in h1s if sums.elements[i].get("class") == names and sums.line(i) != said)
    return next(map(sums.place, others), None)


def _lead(sums: _Sums, path: list[int], heading: int | None) -> list[int]:
    """Text between the title and the body that stands in elements of its own: a post's opening paragraphs."""
    found: list[int] = []
    for up, at in pairwise(path):
        for child in sums.children(up):
            if child >= at or heading is None:
                break
            good = sums.good[child] >= 60 and sums.links[child] * 2 < sums.text[child]
            dated = good and sums.elements[child].find(".//time") is not None  # a byline
            if good and not dated and child > heading and not _NO_LEAD.search(sums.names(child)):
                found.append(child)
    return found


def _parts(sums: _Sums, at: int, hints: Sequence[Element]) -> list[int]:
    """A text that stands in several elements of one name, with adverts and hardly a word between them."""
    el, up = sums.elements[at], sums.parent[sums.parent[at]]
    like = {e for e in hints if e.tag == el.tag and e.get("class") == el.get("class")}
    if el not in like or len(like) < 2:
        return [at]
    parts = [i for i in range(up, sums.last[up] + 1) if sums.elements[i] in like]
    parts = [i for i in parts if sums.good[i] and up in (sums.parent[i], sums.parent[sums.parent[i]])]
    between = [range(sums.last[i] + 1, j) for i, j in pairwise(parts)]
    headed = any(sums.tags[j] in ("h1", "h2", "h3", "time") for gap in between for j in gap)
    told = any(sum(map(sums.own.__getitem__, gap)) >= _START for gap in between)
    return [at] if headed or told or at not in parts else parts


def _claimed(sums: _Sums, top: int, hints: Sequence[Element]) -> int:
    """The claimed element with most text, or what a surer rule names inside it: the text without its head."""
    ranks = {el: rank for rank, el in enumerate(hints)}
    known = [i for i, el in enumerate(sums.elements) if el in ranks]
    most = max(known, key=sums.good.__getitem__, default=top)
    surer = [
        i
        for i in known
        if most < i <= sums.last[most]
        and ranks[sums.elements[i]] < ranks[sums.elements[most]]
        and sums.good[i] >= _NEARLY * sums.good[most]
    ]
    return max(surer, key=sums.good.__getitem__, default=most)


# ---- what is no part of it -----------------------------------------------------------------------


def _boilerplate(sums: _Sums, at: int, leave: Collection[Element]) -> set[Element]:
    end = sums.last[at]
    left = {i for i in range(at + 1, end + 1) if sums.elements[i] in leave} if leave else set()
    found = {i for i in range(at + 1, end + 1) if sums.out[i] and not sums.out[sums.parent[i]]}
    for i in [i for i in found if sums.tags[i] in HEADINGS and sums.elements[i].get("id") in _TALK_HEADS]:
        if 2 * (sums.before[i] - sums.before[at]) > sums.good[at]:
            found.update(_behind(sums, i, at))
    for i in _short_units(sums, at, _LINE):
        if i in found:
            continue
        text = sums.line(i)
        before = sums.before[i] - sums.before[at]
        after = sums.before[end + 1] - sums.before[sums.last[i] + 1]
        found |= _ends_here(sums, at, i, text, before, after)
        starts = before <= max(_START, 0.02 * sums.good[at])
        if hidden(sums.elements[i]) or (starts and _is_meta(sums, i, text)):
            found.add(i)
    heads = {head for i in found for head in _heads_contents(sums, i)}
    return heads | {sums.elements[i] for i in found | _tail(sums, at, found | left)}


def _heads_contents(sums: _Sums, i: int) -> Iterator[Element]:
    """The heading "Contents" right before a list of contents that is left out."""
    if _CONTENTS.search(sums.names(i)):
        before = next(sums.elements[i].itersiblings(etree.Element, preceding=True), None)
        if before is not None and words.CONTENTS.fullmatch(" ".join(words_in(before).split())):
            yield before


def _tail(sums: _Sums, at: int, found: set[int]) -> set[int]:
    """Lines about the post behind its text, from the last one up to the first that is none."""
    gone = {j for i in found for j in range(i, sums.last[i] + 1)}
    upto = [0, *accumulate(0 if j in gone else sums.own[j] for j in range(at, sums.last[at] + 1))]
    tail: set[int] = set()
    behind = 0
    units = [*_short_units(sums, at, 4 * _LINE)]
    while units:
        i = units.pop()
        if i in gone:
            continue
        text = sums.line(i)
        after = upto[-1] - upto[sums.last[i] + 1 - at]
        filed = _is_filing(sums.elements[i], text)
        if after > behind:
            break
        if not (filed or (upto[-1] > 2 * sums.text[i] and _is_tail(sums, i, text))):
            parts = [*sums.children(i)] if sums.tags[i] == "div" and not sums.own[i] else []
            if not parts or any(sums.tags[part] != "p" for part in parts):
                break
            units += parts  # a few short paragraphs in one element: the last of them may be about the post
            continue
        behind += sums.text[i]
        tail.add(i)
    return tail


def _is_filing(el: Element, text: str) -> bool:
    """Is the line about the post by its own markup: links to its terms, or the words of Kubrick, and little else?"""
    if words.ENTRY_WAS.match(text):
        return True
    terms = [a for a in el.iter("a") if words.TERM_REL.search(a.get("rel") or "")]
    if not terms or len(text) > 4 * _LINE:
        return False
    if any(words_in(p).strip() and not any(a in terms for a in p.iter("a")) for p in el.iterchildren("p")):
        return False  # a short paragraph, and the terms in another
    for a in terms:
        text = text.replace(" ".join(words_in(a).split()), " ", 1)
    for start, end, _ in find_dates(text)[:1]:
        text = f"{text[:start]} {text[end:]}"
    return len("".join(filter(str.isalnum, text))) < 70


_FIRST_WORD = re.compile(r"\W*(\w*)")


def _is_tail(sums: _Sums, i: int, text: str) -> bool:
    if words.CLOSED.fullmatch(text):
        return True
    if len(text) <= _LINE and (_END.match(text) or _META.search(text) or date_only(text)):
        return True
    if (
        (len(text) <= 2 * _LINE and _TAIL.match(text))
        or text.endswith(_TAIL_SIGNS)
        or not any(map(str.isalpha, text))
    ):
        return True
    return any(map(text.lower().__contains__, _TAIL_PIECES)) and _TAIL_WORDS.search(text) is not None


def _short_units(sums: _Sums, at: int, most: int) -> Iterator[int]:
    """The largest elements that hold no more than a line: headings, labels, bylines."""
    i = at + 1
    while i <= sums.last[at]:
        last = sums.last[i]
        if sums.out[i] or not sums.text[i] or sums.tags[i] in ("pre", "code"):
            i = last + 1
            continue
        whole = sums.text[i] <= 4 * most and _is_unit(sums, i, most)
        if whole:
            yield i
        elif sums.tags[i] in _TOLD and sums.text[i] - sums.links[i] > _START:
            # what stands in it are words of sentences, but for "Read more" behind the last
            ends = (c for c in sums.children(i) if not (sums.elements[c].tail or "").strip())
            yield from (c for c in ends if words.READ_MORE.fullmatch(sums.line(c)))
            whole = True
        i = last + 1 if whole else i + 1


def _is_unit(sums: _Sums, i: int, most: int) -> bool:
    """Is an element a line? A heading in it, and more, are two: "title, Posted on"."""
    if sums.text[i] <= most and HEADINGS.isdisjoint(sums.tags[i + 1 : sums.last[i] + 1]):
        return True
    return sums.may_file(i) and _is_filing(sums.elements[i], sums.line(i))


def _ends_here(sums: _Sums, at: int, i: int, text: str, before: float, after: float) -> set[int]:
    """What a heading such as "Related posts" takes with it: all that follows, where that is little."""
    if not _END.match(text):
        return set()
    box = _box(sums, i, at)
    leads = sums.links[i] * 2 > sums.text[i]
    if after <= (0.25 if sums.tags[i] in HEADINGS else 0.1) * before:
        told = sums.tags[i] not in HEADINGS and (leads or len(text) > _START)
        if (box != i or told) and _goes_on(sums, box):
            return {i, *_behind(sums, i, box)}
        return {i, *_behind(sums, i, at)}
    return {i} if leads else set()


def _box(sums: _Sums, i: int, top: int) -> int:
    """What stands among the paragraphs of the text and holds a line, or the line itself."""
    node = i
    while node != top:
        if sums.paragraphs(sums.parent[node])[0] < node:
            return node
        node = sums.parent[node]
    return i


def _goes_on(sums: _Sums, i: int) -> bool:
    """Does the text go on behind a box, or behind a line that leads elsewhere ("Read more: The mill")?"""
    return sums.paragraphs(sums.parent[i])[1] > i


#: ids of headings over comments and trackbacks, behind which no text goes on
_TALK_HEADS = ("comments", "trackbacks", "trackback", "respond", "postcomment")


def _behind(sums: _Sums, i: int, top: int) -> Iterator[int]:
    """Elements that begin after ``i`` ends, inside ``top``: later siblings of it and of what holds it."""
    while i != top:
        up = sums.parent[i]
        at = sums.last[i] + 1
        while at <= sums.last[up]:
            yield at
            at = sums.last[at] + 1
        i = up


def _is_meta(sums: _Sums, i: int, text: str) -> bool:
    """Is this line before the text about the post: its date, its author, its sections?"""
    whole = sums.tags[i] != "a" or not sums.own[sums.parent[i]]  # a link in a sentence is no line
    linked = whole and sums.links[i] * 10 > 9 * sums.text[i] and not _offers_files(sums.elements[i])
    if linked or _META.search(text) or _is_filing(sums.elements[i], text) or date_only(text):
        return True
    if len(text) < _LINE and words.BY.match(text) and _names_meta(sums.names(i)):
        return True
    dates = find_dates(text) if len(text) < _LINE else []  # "May 6, 2010 | by Ann in Tea"
    return bool(dates) and dates[0][0] < 3 and bool(_META.search(text[dates[0][1] :].lstrip(" ,|·•–—-")))


_names_meta = once(re.compile(r"(?:^|\s)(?:(?:post|entry)[-_]?)?(?:meta|byline|info)(?=\s|$)", re.I).search)


def _offers_files(el: Element) -> bool:
    """Do all links of a line lead to files? What is offered to hear or to keep is the post's own."""
    to = [href for a in el.iter("a") if (href := a.get("href"))]
    return bool(to) and all(map(is_file, to))


def _above(sums: _Sums, at: int, heading: int | None) -> set[Element]:
    """The title again as the first heading, the byline beside it, and what stands before it in the body's element."""
    if heading is None or not at < heading <= sums.last[at]:
        return set()
    if sums.before[heading] - sums.before[at] > max(0.1 * sums.good[at], 2 * _START):
        return set()
    top, head = heading, sums.parent[heading]  # "<div><h2>The title</h2> May 6, 2010 by Ann</div>"
    if head != at and 0 < sums.text[head] - sums.text[heading] < _LINE:
        said = sums.line(head).replace(sums.line(heading), " ", 1).strip()
        top = head if _is_meta(sums, head, said) or find_dates(said) else heading
    return {sums.elements[i] for i in (top, *_before(sums, top, at))}


def _before(sums: _Sums, i: int, top: int) -> Iterator[int]:
    """Elements that end before ``i`` begins, inside ``top``: earlier siblings of it and of what holds it."""
    while i != top:
        up = sums.parent[i]
        for child in sums.children(up):
            if child >= i:
                break
            yield child
        i = up
