"""How a name, a title, a count or a term is read from a text, the same everywhere. Never a selector, never a tree."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from scraper import words

_Said = TypeVar("_Said", bound=str | None)
_Answer = TypeVar("_Answer")

_FOLD = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "\xad": "", "\u200b": "",
}  # fmt: skip
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
_NO_LETTERS = re.compile(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


def squash(text: str | None) -> str:
    """One line: white space folded, zero-width characters gone."""
    if not text:
        return ""
    if not text.isascii():
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(text.split())


class _Answers(dict[Any, Any]):
    """What was answered before; all of it is forgotten when it has grown too much."""

    __slots__ = ("ask", "most")

    def __init__(self, ask: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self.ask, self.most = ask, most

    def __missing__(self, text: Any) -> Any:
        if len(self) >= self.most:
            self.clear()
        found = self[text] = self.ask(text)
        return found


def remembered(most: int) -> Callable[[Callable[[_Said], _Answer]], Callable[[_Said], _Answer]]:
    """Ask a question about a text once, and remember so many answers.

    ``lru_cache`` does the same, but every full collection of garbage walks through each of its entries.
    """
    return lambda ask: _Answers(ask, most).__getitem__


def once(ask: Callable[[str], Any], *pieces: str) -> Callable[[str], bool]:
    """A question about short texts that come again and again, such as the names of classes: each is asked once.

    ``pieces``: only a text with one of them can be a yes, which costs less to see than a pattern to fail.
    """

    def answer(text: str) -> bool:
        return (not pieces or any(map(text.lower().__contains__, pieces))) and bool(ask(text))

    return remembered(8192)(answer)


@remembered(1024)
def fold(text: str | None) -> str:
    """For comparing: quotes, dashes, case and white space are no difference."""
    if text and not text.isascii():
        text = _FOLDED.sub(lambda sign: _FOLD[sign[0]], unicodedata.normalize("NFC", text))
    return squash(text).casefold()


@remembered(1024)
def letters(text: str | None) -> str:
    """For comparing texts whose punctuation was touched: letters and digits alone."""
    text = fold(text)
    return text.translate(_ASCII_SIGNS) if text.isascii() else _NO_LETTERS.sub("", text)


# ---- names --------------------------------------------------------------------------------------------

#: what stands before a name in a byline, in the languages of blogs; a name may be empty after it
_BEFORE = re.compile(
    r"""^(?:[\s|•·:,/–—\-~»›(]|(?:
      (?:post(?:ed)?|left|written|published|submitted|authored|commented|added|entry|article|story|words|photos|comment|review|contributed|
         filed|guest\s+post)\s+(?:\w+\s+)?by(?:\s*[:：])? | (?:author\s+)?(?:comment|pingback|trackback|commentaire|comentario|kommentar)\s+(?:from|by|de|von)(?:\s*:|(?=\s)|(?-i:(?=[A-ZÀ-ÞА-Я]))|(?<=from)(?=\w)) | by\s*: | by(?=\s|$) | from\s*: | author\s*s?\s*: | name\s*: |
      written\s*: | posted\s*: | (?:guest|gast|gość|invité|visitante|ospite|гость|vendég|host)\s*: | (?:post\s+)?author\s+(?=by\s) |
      (?:(?:geschrieben|ver(?:ö|oe)ffentlicht|erstellt|verfasst|gepostet|eingetragen|kommentar)\s+von|
         von|autor(?:in)?)(?:\s*:|(?=\s|$)) |
      (?:publi[ée]\s+par|[ée]crit\s+par|post[ée]\s+par|r[ée]dig[ée]\s+par|propos[ée]\s+par|par|auteur)(?:\s*:|(?=\s|$)) |
      (?:lo\s+dijo|publicado\s+por|escrito\s+por|enviado\s+por|creado\s+por|por|autora?)(?:\s*:|(?=\s|$)) |
      (?:postado\s+por|(?:publicad|escrit)[oa]\s+por)(?:\s*:|(?=\s|$)) |
      (?:pubblicato\s+da|scritto\s+da|postato\s+da|inserito\s+da|autore)(?:\s*:|(?=\s|$)) | (?:da|di)(?=\s) | (?:(?:diposting|dipublikasikan|diterbitkan|ditulis)\s+oleh|oleh)(?:\s*:|(?=\s|$)) |
      (?:geplaatst\s+door|geschreven\s+door|door|auteur)(?:\s*:|(?=\s|$)) |
      (?:napisa[łl]a?|autor|opublikowa[łl]a?|dodane?\s+przez|przez)(?:\s*:|(?=\s|$)) |
      (?:napsala?\s+u[zž]ivatel(?:ka)?|napsala?|vlo[zž]ila?|zverejnil|autor|odoslal)(?:\s*:|(?=\s|$)) |
      (?:(?:skapad|inlagt|postad|publicerad)\s+av|skrivet\s+av|skrevet\s+av|postet\s+av|av|af|indsendt\s+af|f[öo]rfattare)(?:\s*:|(?=\s|$)) |
      (?:kirjoittanut|kirjoittaja)(?:\s*:|(?=\s|$)) | (?:yazan|yazar|g[öo]nderen)(?:\s*:|(?=\s|$)) |
      (?:[ií]rta|szerz[őo]|k[üu]ldte)(?:\s*:|(?=\s|$)) | (?:scris\s+de|postat\s+de|de\s+c[aă]tre)(?=\s|:) |
      (?:автор|опубликован[оа]?|опубликовал[аи]?|написал(?:[аи]|\(а\))?|разместил[аи]?|от)(?:\s*:|(?=\s)) | (?:από|συγγραφέας)(?:\s*:|(?=\s)) |
      (?:作者|发布者|發布者|作者名|发表者|编辑|撰文|文|著者|投稿者|執筆者|筆者|書いた人|글쓴이|작성자|저자|by)\s*[:：] | 投稿者(?=\s\S) | inviato\s+da(?=\s) |
      (?:posted\s+by|publicada\s+por|(?:đăng|viết)\s+bởi(?:\s*:|(?=\s|$))) |
      (?:POSTED_BY|게시자)(?:\s*[:：]|(?=\s|$)) | (?:بقلم|كتبه|الكاتب|نویسنده|نوشته)(?:\s*:|(?=\s)) | (?:מאת)(?:\s*:|(?=\s))
    ))+""".replace("POSTED_BY", words.POSTED_BY),
    re.X | re.I,
)

#: what stands behind a name: verbs of saying, states of the account, and then anything that ends the byline
_AFTER = re.compile(
    r"""(?:\s*[:,|•·⋅∙–—\-]+\s*$ | \s*[／/]\s*(?:文|文字|撰文|編譯|编译|攝影|摄影|報導|报道|整理|譯|译)$ | （(?:文|撰文|編譯|编译|攝影|摄影|報導|报道)）$ | \s+www$ | \s+[—–|-]\s+\d.*\b(?:19|20)\d\d\b.*$ | \s+(?:permalink|perma-link)\s*$ | ,?\s+[(\[]?\*\.[\w.-]+\w[)\]]?$
    | \s*\((?:not\s+verified|unverified|nicht\s+verifiziert|nicht\s+(?:ü|ue)berpr(?:ü|ue)ft|non\s+v[ée]rifi[ée]|sin\s+verificar|no\s+verificado|
         n[ãa]o\s+verificado|bez\s+ov[ěe][řr]en[íi]|niet\s+gecontroleerd|neov[ěe][řr]eno|не\s+проверено|visitor|visiteur|guest|gast|
         post\s+author|author|autor|auteur|op|admin|guest\s+author|
         anonymous\s+user|anonymer\s+benutzer|utilisateur\s+anonyme|usuario\s+an[óo]nimo|utente\s+anonimo)\)\s*$
    | \s*\[(?:visitor|member|visiteur|visitante|besucher|mitglied|membre|miembro|guest|gast)\]\s*$
    | [\s,]+(?:(?:on|am|le|el|em|il|op|den|dne|w)\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|
         lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|(?:segunda|ter[çc]a|quarta|quinta|sexta)(?:-feira)?|
         luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)[.,]?\s*$
    | \s+(?:em|le|il|el|am)\s+(?:seg|ter|qua|qui|sex|s[áa]b|dom|lun|mar|mer|jeu|ven|sam|dim|mi[ée]|jue|vie|gio|mo|di|mi|do|fr|sa|so)[.,]?\s*$
    | \s+(?:says|said|writes|wrote|commented|replied|responded|reply|adds|added|posted|opined|noted|comments|
         sagt|sagte|hat\s+gesagt|schrieb|schreibt|meint|meinte|kommentierte|dit|a\s+dit|[ée]crit|a\s+[ée]crit|dice|dijo|escribi[óo]|
         coment[óo]|coment[oó]u|diz|disse|escreveu|ha\s+dicho(?:\s+que)?|scrive|ha\s+scritto|ha\s+detto|zegt|schreef|schrijft|zei|
         pisze|napisa[łl]a?|m[óo]wi|powiedzia[łl]a?|ř[íi]k[áa]|napsala?|s[äa]ger|skrev|skriver|sier|siger|sanoo|kirjoitti|dedi\s+ki|diyor\s+ki|
         mondta|[íi]rta|szerint|a\s+spus|spune|говорит|пишет|сказала?|написал(?:а|\(а\))?|комментирует|оставила?(?:\(а\))?\s+(?:этот\s+)?комментарий(?:\s+в)?|λέει|έγραψε|komentuje|píše|написа(?:в|ла)|казва|veli|yazdı|אומרת?|כתבה?|mondja|zice|diu|dio|esan\s+du|ütleb|saka|sako|rašo|viết|พูดว่า|کتب|می‌گوید|mengatakan|menulis|berkata|يقول|より|さん\s*(?:より|のコメント)?|のコメント|कहते\s+हैं|님의\s+말씀|表示|说|說|说道|说：|님의\s+말|
         on|at|am|um|le|el|il|om|op|sur|auf|den|dne|dnia|w\s+dniu|à|às|alle|a\s+las|kl\.?|klo|в)(?:\s*(?:[:：.…]|\.\.\.)*\s*)$
    | \s+(?:nói|ütles|sanoi|είπε|каза|каже|kaže|(?:je\s+)?rekao|řekl(?:a|\(a\))?|povedal(?:a|\(a\))?|pravi|sagde|sa|sagði|rašė|sakė|teica|spunea|ha\s+dit|
         گفت|قالت?|אמרה?|ने\s+कहा|கூறியது|กล่าวว่า|сказа(?:в|ла)|提到)\s*(?:\.\.\.|…|:)\s*$
    | \s*(?:说道?|說道?|回复|回覆|發表於|发表于|评论道?)(?:\s*[:：…])*\s*$
    | \s+(?:replied|replying|responded|in\s+(?:reply|response))\s+to\s\S.*$
    | \s*[:：…]+\s*$ | \s*\.\.\.\s*$ | \s*\.(?<![A-ZА-ЯЁΑ-Ω]\.)(?<!\b[JSD]r\.)\s*$
    )""",
    re.X | re.I,
)

_NOT_A_NAME = re.compile(
    r"""^(?:by|on|in|at|am|von|par|por|de|di|da|the|posted|author|authors?|writer|editor|unknown\s+author|none|n/?a|undefined|
    time|date|post\s+author|reply|permalink|link|edit|delete|comment|comments|leave\s+a\s+reply|share|more|home|read\s+more|view\s+all\s+posts.*|
    see\s+all.*|says|said|sagte?|schrieb|schreibt|meint|dit|dice|dijo|disse|scrive|zegt|schreef|skrev|pisze|written\s+by|posted\s+by|profile|website|e?-?mail|twitter|facebook|linkedin|instagram|follow.*|
    \W*|\d[\d\s.,:/-]*(?:[ap]\.?m\.?)?|\d[\d.,]*\s+(?:fans?|followers?|comments?|posts?|points?|replies|likes?|votes?))$""",
    re.X | re.I,
)
_ROLE = re.compile(
    r"\s*(?:,|\||–|—|-|•|·|/)\s+(?:(?:senior|staff|chief|lead|head|guest|contributing|managing|founder|co-?founder|ceo|cto|cmo|"
    r"president|director|manager|editor|writer|author|contributor|ph\.?d|m\.?d|esq|vp|vice)\b.*)$",
    re.I,
)
_ASIDE = re.compile(
    r"\s*[(<\[]\s*(?:https?://|mailto:|www\.)[^)>\]]*[)>\]]|\s*(?:,\s*mailto:|\s[–—-]\s+https?://)\S+$|\s+\S+@\S+\.\w+$|[.|\s]+\b(?:permalink|perma-?link|e-?mail\s+this|link|comments?\s*\(\d*\))\W*$",
    re.I,
)
_URL = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+")


_TAGS = re.compile(r"</?[a-z][^<>]*>", re.I)  # printed by a theme that escapes what is markup
_NUMBER = re.compile(r"^#?\d{1,4}(?:[.)]|\s*[|｜])\s+(?=\D)")
_POSTED = re.compile(r"\s*[|·•–—-]\s*posted\s+(?:on|at)\b.*$", re.I)


def read_name(text: str | None, most: int = 80) -> str | None:
    """A person's name from a byline ("by Jane Doe says:" -> "Jane Doe"), or None where there is none in it."""
    text = _TAGS.sub("", text) if text and "<" in text else text
    text = text.replace("&hellip", " ") if text and "&hellip" in text else text  # a theme forgot its ";"
    name = _NUMBER.sub("", _POSTED.sub("", squash(text)))
    name = _HANDLE.sub("", name) if "@" in name else name
    return _without_verbs(name, most) if 0 < len(name) <= most * 2 else None


#: an account of Mastodon or Bluesky behind a name: "Ann Lee @ann@social.example", "Ann Lee @ann.sky.example"
_HANDLE = re.compile(r"(?<=[\w.])\s+\(?(?:@?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w-]+(?:\.[\w-]+)+)\)?$")

#: signs of icon fonts, which stand where Unicode has no letters (chapter 23.5, Private-Use Characters)
_GLYPHS = "".join(map(chr, range(0xE000, 0xF900)))


@lru_cache(maxsize=2048)
def _without_verbs(name: str, most: int) -> str | None:
    name = name if name.isascii() else name.strip(_GLYPHS)
    for _ in range(3):
        shorter = _AFTER.sub("", _BEFORE.sub("", name)).strip(" \t,;|•·»«›{}").removesuffix(" //")
        if shorter == name:
            break
        name = shorter
    if not name or len(name) > most or _NOT_A_NAME.match(name):
        return None
    return name


#: what Drupal sets behind the name of who has no account
UNVERIFIED = re.compile(
    r"\s*\((?:not\s+verified|unverified|nicht\s+(?:verifiziert|(?:ü|ue)berpr(?:ü|ue)ft)|non\s+v[ée]rifi[ée]|sin\s+verificar|no\s+verificado|n[ãa]o\s+verificado|"
    r"bez\s+ov[ěe][řr]en[íi]|niet\s+gecontroleerd|не\s+проверено)\)$",
    re.I,
)


#: verbs that themes glue to a name; of the scripts that have no spaces
_REPLY = re.compile(r"(?<=\w)\s*(?:说道|說道|(?<=[^\u3040-\u9fff])[说說]|\s回复|\s回覆|\s返信)[:：]?$")


def exact_name(text: str | None) -> str | None:
    """A name from an element that holds a name and nothing else: even "Says" or "March 3, 2009" is one there."""
    name = _REPLY.sub("", UNVERIFIED.sub("", squash(text).strip(" ,:|·⋅∙•").removesuffix(" //")))
    told = (
        any(map(str.isalnum, name)) or len(name) > 2 or not set(name) <= _BETWEEN
    )  # "=°.°=", "&", a picture sign
    return name if told and len(name) <= 200 else None


_BETWEEN = set("-–—/\\|>»<«")  # signs that stand between a name and what is beside it


def person(text: str | None) -> str | None:
    """``read_name`` for the author of a post: without a role behind it, and never an address."""
    text = _ASIDE.sub("", squash(text))
    if text[:1] == "@" and (" " in text or not text.isascii()):
        text = text[1:]  # "@Ann Lee" is no account's name
    name = read_name(next((m[1] or m[2] for m in (_ALL_POSTS.fullmatch(text),) if m), _TOLD_AS.sub("", text)))
    if (
        not name
        or _URL.fullmatch(name)
        or len(name.split()) > 8
        or _NOBODY.fullmatch(name)
        or "//" in name
        or "<" in name
    ):
        return None
    name = name if "(" in name else name.rstrip(")")
    return _AND_MORE.sub("", _ROLE.sub("", _AT_HOUR.sub("", name))) or None


_AT_HOUR = re.compile(r"\s+(?:at|@|um|às|alle|a\s+las)\s+\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?$", re.I)
_AND_MORE = re.compile(r"\s+(?:and|und|et|&)$", re.I)
#: the title of a link to all that a person wrote: "View all posts by Ann", "Alle Beiträge von Ann anzeigen"
_ALL_POSTS = re.compile(
    r"\W*(?:(?:view|see|show|read|zeige?|voir|ver|vedi|mostra|toon|pokaż)\s+)?(?:(?:all|more|alle|mehr|weitere|tou(?:s|tes)|plus|todas?|todos|tutti|altri|wszystkie|meer)\s+)"
    r"(?:(?:the|the\s+other|les|las|los|os|as|gli|i|d['’])\s*)?(?:posts?|articles?|entries|stories|beiträge|artikel|billets|entradas|art[ií]culos|artigos|articoli|berichten|wpisy)\s+"
    r"(?:by|from|of|von|de|du|di|da|van|autora)\s*:?\s*(.+?)(?:\s+(?:anzeigen|ansehen|lesen))?\W*|archiv\s+anzeigen\W*()",
    re.I,
)

#: what somebody did, before the name: "Text und Fotos: Ann", "Interview: Tom"
_TOLD_AS = re.compile(
    r"^(?:(?:text|texte|texto|testo|interview|entrevista|entretien|fotos?|photos?|bilder|story|words|reportage|protokoll|autor/in|autor\*in|autor:in|redaktion)"
    r"(?:\s*(?:und|and|et|y|e|&|/|,)\s*(?:text|texte|interview|fotos?|photos?|bilder|grafik))*)\s*:\s+(?=\w)",
    re.I,
)

#: what an account, a button or an empty field says where a name could stand
_NOBODY = re.compile(
    r"no\s+author|et\s+al\.?|x{4,}|【.*】|(?:author|your)[\s_-]+name(?:[\s_-]+here)?|unbenannt|publisher|undefined|(?:my|your|mein|ihr|dein|mon|votre|mi|tu|il\s+mio|minha?)\s+(?:account|(?:benutzer)?konto|compte|cuenta|profil\w*|conta)|"
    r".*\b(?:registrieren|einloggen|anmelden|abmelden|verwalten|anzeigen|suscr[ií]b\w+|salir|subscribe|unsubscribe|cerrar\s+sesi[óo]n|iniciar\s+sesi[óo]n|"
    r"d[ée]connexion|se\s+connecter|(?:identifiez|connectez)-vous|s['’]inscrire|log\s?out|sign\s?out|log\s?in|sign\s?in|sign\s?up|cookies?)(?:\W.*)?",
    re.I,
)


#: what joins the names of several persons, and the last of a list to the others
_JOINED = re.compile(r",?\s+(?:and|und|et|y|e|og|och|en|ja|i|и|&)\s+")
_FIRM = re.compile(
    r"(?:team|staff|editors?|sons|co|inc|ltd|llc|gmbh|group|media|news|research|university|magazine)\.?", re.I
)


def each_person(shown: str) -> tuple[str, ...]:
    """The full names that a byline joins ("Ann Lee, Tom Ray and Sue Coe"); what may be one name stays one."""
    *others, last = _JOINED.split(shown)
    names = (*(name for joined in others for name in joined.split(", ")), last)
    return names if len(names) > 1 and all(map(_is_full_name, names)) else (shown,)


def _is_full_name(name: str) -> bool:
    said = name.split()
    named = (word[0].isupper() or word in _PARTICLES for word in said)
    return (
        2 <= len(said) <= 5 and said[-1][0].isupper() and all(named) and not any(map(_FIRM.fullmatch, said))
    )


def is_sentence(name: str) -> bool:
    """Is what stands where a name could a piece of a sentence, an address, or the sort of text this is?"""
    said = name.split()
    small = sum(w[:1].islower() and w.strip(".,").lower() not in _PARTICLES for w in said[1:])
    return (
        small > 1
        or "://" in name
        or _SORT_OF_TEXT.fullmatch(name) is not None
        or _SITE.fullmatch(name) is not None
        or said[-1].lower() in _CONNECTING
        or name[-1] in "→↗»›…"
    )


_PARTICLES = frozenset(
    "de da do dos das del della dello di du la le lo el van von der den ter ten zu zur y e i und and et och ibn bin al af av".split()
)
_CONNECTING = frozenset(
    "von de du by to par por mit und with from of the un une ein eine der die das is we wir".split()
)
_SITE = re.compile(r"\S+\.(?:html?|php|com|net|org|de|info|[a-z]{2})", re.I)
_SORT_OF_TEXT = re.compile(
    r"stand|meldung|mitteilung|(?:presse)?mitteilung(?:en)?|botschaft|essay|blog|news|aktuelles|post|interview|kommentar|kolumne|meinung|opinion|review|feature|"
    r"paid\s+content|anzeige|advertorial|sponsored|archiv|aktualisiert|artikel|article|report|reportage|podcast|video|audio",
    re.I,
)


# ---- titles -------------------------------------------------------------------------------------------

_SEPARATOR = re.compile(
    r"\s+(?:[|·•–—:»«›‹>~/\\]|::|--|-|&laquo;|&raquo;|<<|>>)\s+|\s*(?:[|»«›‹]|::)\s*|:\s+|\s+-(?=\w)|(?<=\w)-\s+"
    r"|\s+\[\s+(?=[^\[\]]+\s\]$)"
)


#: «words in quotes» or »so«, whose marks divide nothing
_QUOTED = re.compile(r"(?<![^\s(\[])(?:«(?=\S)[^«»]+(?<=\S)»|»(?=\S)[^«»]+(?<=\S)«)(?!\w)")


#: “words in quotes”: what divides these divides no title
_CURLED = re.compile(r"“[^“”]{8,}”")


def _is_quote(mark: re.Match[str], quotes: list[tuple[int, int]]) -> bool:
    """Is what looks like a separator the first or last sign of words in quotes?"""
    return any(mark.start() <= at < mark.end() for start, end in quotes for at in (start, end - 1))


def without_sign(text: str) -> str:
    """A heading's words without the sign that carries its permalink, or points to what it links to."""
    return _JOINT_LEFT.sub("", squash(text).strip("§¶ ").removesuffix(" →"))


_JOINT_LEFT = re.compile(
    r"(?<=\S\S)\s+[,:;|]$|^»\s+(?=\S\S)|^#\s+(?=[^\W\d])"
)  # what stood between the title and nothing, or a day


def site_in_brackets(title: str) -> tuple[str, str] | None:
    """What stands before and in brackets that hold a site's name: "The old mill (Ann: the weblog)" divides these."""
    found = _IN_BRACKETS.search(title) if title.endswith(")") else None
    return (title[: found.start()], found[1]) if found and _SEPARATOR.search(found[1]) else None


_IN_BRACKETS = re.compile(r"(?<=\S)\s+\(([^()]{8,})\)$")


def title_parts(text: str) -> list[str]:
    """The pieces of a ``<title>`` between its separators, and the longer runs of them."""
    quotes = [m.span() for m in _QUOTED.finditer(text)] if "«" in text and "»" in text else []
    cuts = [m.span() for m in _SEPARATOR.finditer(text) if not _is_quote(m, quotes)]
    if "“" in text:
        inner = [m.span() for m in _CURLED.finditer(text)]
        cuts = [cut for cut in cuts if not any(start < cut[0] < end for start, end in inner)]
    if cuts and (named := site_in_brackets(text)):
        return [*title_parts(named[0]), text, named[1]]
    parts = []
    for start in [0, *(e for _, e in cuts)]:
        parts += [text[start:end].strip() for end in [*(s for s, _ in cuts), len(text)] if end > start]
    return [p for p in dict.fromkeys(parts) if p]


def at_edge(name: str, title: str) -> str | None:
    """What a ``<title>`` says beside a name at one of its ends, were it glued to it: "The site-The old mill"."""
    if len(name) > 1 and title.startswith(name) and title[len(name) :].lstrip()[:1] in _GLUE:
        rest = title[len(name) :]
    elif (
        len(name) > 1
        and title.endswith(name)
        and (
            title[: -len(name)].rstrip()[-1:] in _GLUE or title[:1] in _GLUE  # "» The old mill The site"
        )
    ):
        rest = title[: -len(name)]
    else:
        return None
    return rest.strip(f" {_GLUE}") or None


_GLUE = "-_|–—·»«"


def without_site(title: str, site: str | None) -> str:
    """A title without the site's name before or behind it."""
    site = fold(site)
    if site:
        for part in title_parts(title):
            rest = fold(title).replace(fold(part), "", 1).strip(" |·•–—:»«›‹~/\\-<>")
            if rest == site and fold(part) != site:
                return part
    return title


# ---- counts -------------------------------------------------------------------------------------------

_COMMENT_WORD = (
    r"(?:comments?|responses?|repl(?:y|ies)|thoughts?|reactions?|kommentar(?:e|er|en|ów)?|antworten|reaktionen|reaktion|"
    r"meinung(?:en)?|comentarios?|respuestas?|coment[áa]rios?|respostas?|commentaires?|r[ée]ponses?|r[ée]actions?|"
    r"comment[io]|rispost[ae]|reacties?|reacti(?:e|es)|komentarz(?:e|y|a)?|koment[áa][řr](?:e|[ůu]|ov)?|odpowiedzi|kommentit?|kommenttia?|vastau(?:sta|s)(?=\s+artikkeliin)|"
    r"yorum|yan[ıi]t(?!\w)|hozz[áa]sz[óo]l[áa]s|comentari[iu]|cevap|коммент(?:ари(?:й|я|ев|и)|ов)?|відгук(?:ів|и)?|отзыв(?:ов|а)?|"
    r"σχόλι[αο]|コメント|件のコメント|评论|評論|条评论|條評論|则回应|篇回應|留言(?:列表)?|评论列表|評論列表|回复|댓글(?:\s*수)?|덧글(?:\s*수)?|의견|답글|تعليقات?|تعليق|نظر|دیدگاه|תגובות|ความคิดเห็น|bình\s+luận|"
    r"коментар(?:ів|[аи])?(?!\w)|टिप्पण(?:ी|ियाँ|ियां)|phản\s+hồi|回[應应]|svar(?!\w)|vastausta|komment(?:ek|et)?(?!\w)|răspunsuri|comentaris|iruzkin(?:ak)?|kommentaari?|"
    r"komentār[isu]|ответ(?:ов|а)?(?!\w))"
)
#: WordPress's "thoughts on", which are comments where it says on what
_THOUGHTS = (
    r"(?:gedanken?(?=\s+zu\b)|r[ée]flexions?(?=\s+(?:sur|au\s+sujet)\b)|pensier[oi](?=\s+su\b)|ideias?(?=\s+sobre\b)|(?:pensamientos?|opini[oó]n(?:es)?)(?=\s+(?:en|sobre)\b)|"
    r"pensamentos?(?=\s+(?:em|sobre)\b)|pensaments?(?=\s+(?:a|en|sobre)\b)|gedachten?(?=\s+over\b)|tank(?:er|ar)(?=\s+om\b)|"
    r"ajatus(?:ta)?(?=\s+aihe)|myśl[ i](?=\s*na\b)|gânduri(?=\s+despre\b)|gondolat(?=\s+)|pemikiran(?=\s+pada\b)|мысл(?:ей|и|ь)(?=\s+о\b)|"
    r"フィードバック|返信|想法|생각)"
)
_COUNT = re.compile(
    rf"(?<![\d.,:/-])(\d{{1,3}}(?:[.,\u00a0 ]\d{{3}})+|\d{{1,6}})\s*(?:(?:visible|reader|new|user|条|條|件の?|개의?|則|则|篇|个|個の?|šikovných)\s*)?(?:{_COMMENT_WORD}|{_THOUGHTS})",
    re.I,
)
_DIGIT = re.compile(r"\d")
_BEHIND = re.compile(r"(?:(?<=[^\x00-\x7f])\s*)?[:：(（]?(\d{1,6})[)）]?")
_COUNT_AFTER = re.compile(
    rf"{_COMMENT_WORD}\s*[\[(（:：»]*\s*(\d{{1,6}})\s*[件条條개則则]?\s*[\])）»]*\s*$", re.I
)
_NONE = re.compile(
    rf"^\W*(?:no(?:\s+hay)?|zero|keine?|aucun|pas\s+de|sin|sem|nenhum|nessun|ning[úu]n|geen|brak|[žz][áa]dn[ýy]|ingen|inga|ei|hen[üu]z|nincs|niciun|нет|"
    rf"没有|沒有|暂无|尚無|まだ)\s*{_COMMENT_WORD}"
    r"|^\W*(?:δεν\s+υπάρχουν\s+σχόλια|(?:пока\s+)?(?:комментари(?:ев|и)|отзывов)\s+(?:пока\s+)?нет|немає\s+коментарів|коментарів\s+немає|"
    r"няма\s+коментари|нема\s+коментара|tidak\s+ada\s+komentar|belum\s+ada\s+komentar|tiada\s+(?:ulasan|komen)|(?:hiç\s+)?yorum\s+yok|žádné\s+komentáře|"
    r"žiadne\s+komentáre|geen\s+opmerkingen|nincsenek\s+megjegyzések|không\s+có\s+nhận\s+xét|chưa\s+có\s+(?:bình\s+luận|nhận\s+xét)|"
    r"ni\s+komentarjev|nema\s+komentara|cap\s+comentari|walang\s+komento|댓글(?:이)?\s*없|コメントは?(?:まだ)?(?:ありません|なし)|"
    r"אין\s+תגובות|هیچ\s+نظری|بدون\s+(?:نظر|دیدگاه)|(?:ليست\s+هناك|لا\s+توجد|لا)\s+تعليقات|ไม่มีความคิดเห็น|कोई\s+टिप्पणी\s+नहीं)",
    re.I,
)
#: "one comment" at the head of a line ("Una respuesta a ...") or at its end ("... için bir yanıt")
_ONE = re.compile(
    rf"^\W*(?:one|a|ein|eine?n?|un|une?|uno|una|um|uma|jeden|jedna|jedno|en|ett|[ée]{{1,2}}n|én|один|одна|одно|ένα|μία|satu|một|egy|yksi|یک)\s+"
    rf"(?:{_COMMENT_WORD}|{_THOUGHTS}|antwort|gedanke(?=\s+zu\b)|odpowied[źz]|myśl(?=\s+na\b)|odpověď|reakce|reactie|ответ|відповідь|мнение|tanggapan|komentar|svar|vastaus|răspuns|پاسخ)"
    r"(?!\w|\s+(?:schreiben|hinterlassen|verfassen|abgeben|posten|plaatsen|achterlaten|schrijven|geven|toevoegen|posta)\b)"
    r"|^\W*(?:تعليق|رد)\s+واحد(?!\w)|^\W*תגובה\s+אחת(?!\w)|\W(?:için\s+bir\s+(?:yan[ıi]t|yorum)|bejegyzéshez\s+egy\s+hozzászólás)\W*$",
    re.I,
)


_FIGURES = "two three four five six seven eight nine ten".split()
_FEW = re.compile(rf"^\W*({'|'.join(_FIGURES)})\s+{_COMMENT_WORD}", re.I)


def comment_count(text: str | None) -> int | None:
    """How many comments a text declares ("23 Responses to ...", "コメント(4)", "Keine Kommentare"), or None."""
    text = squash(text)
    if not text or len(text) > 250:
        return None
    hit = (_COUNT.search(text) or _COUNT_AFTER.search(text)) if _DIGIT.search(text) else None
    if hit:
        behind = _BEHIND.fullmatch(
            text, hit.end()
        )  # "浏览96 评论3": the word belongs to the figure glued to it
        return int(re.sub(r"\D", "", (behind or hit)[1]))
    if _NONE.match(text):
        return 0
    if few := _FEW.match(text):
        return _FIGURES.index(few[1].lower()) + 2
    return 1 if _ONE.search(text) else None


def only_comment_count(text: str | None) -> int | None:
    """How many comments a text declares that says nothing else ("3 comments", but not "My 3 comments on Rome")."""
    text = squash(text)
    told = (_COUNT, _COUNT_AFTER) if _DIGIT.search(text) else (_NONE, _ONE)
    hit = next((hit for pattern in told if (hit := pattern.search(text))), None)
    if hit is None:
        return None
    behind = _WORD_END.sub(
        "", text[hit.end() :]
    )  # the shorter of two words was found: "comment" in "commentaire"
    return None if any(map(str.isalnum, text[: hit.start()] + behind)) else comment_count(text)


_WORD_END = re.compile(r"^[^\W\d_]+")


_COMMENTS_ALONE = re.compile(
    rf"\W*(?:(?:\d{{1,5}}|all|alle|user|reader|readers|leser|latest|recent)\W*)?(?:{_COMMENT_WORD}|discussion|diskussion|leserbriefe?|leserpost|"
    r"lesermeinung(?:en)?|leserkommentare?)\W*(?:\d{1,5}\W*)?",
    re.I,
)


def is_comments_heading(text: str | None) -> bool:
    """Is it a heading over comments, and says nothing else: "Comments", "3 Kommentare", "コメント (4)"?"""
    text = squash(text) if text and len(text) < 200 else ""
    if not 3 < len(text) < 60 or _COMMENTS_ALONE.fullmatch(text) is None:
        return False
    return (
        any(map(str.isdigit, text)) or _ONE_COMMENT.fullmatch(text) is None
    )  # "Comment": what an editor thinks


_ONE_COMMENT = re.compile(
    r"\W*(?:comment|commentaire|comentario|coment[áa]rio|kommentar|commento|komentarz|reactie|response|reply|reaction|réaction|opinion)\W*",
    re.I,
)


# ---- terms --------------------------------------------------------------------------------------------

_TERM_NOISE = re.compile(
    r"^(?:#|/\s|[|,;•·\s\ue000-\uf8ff]+|(?:tags?|categor(?:y|ies|ía|ia)|kategorie|catégorie|カテゴリー?|タグ|分类|分類|카테고리)\s*[:：]\s*(?=\S))"
    r"|[|,;•·*\s\ue000-\uf8ff]+$",
    re.I,
)
_NO_TERM = re.compile(
    r"^(?:\W*|[于於]|tags?:?|categor(?:y|ies):?|filed\s+under:?|permalink|link|edit|comments?(?:\s*\(\d+\))?|more|none|无|無|(?:暂无|没有)(?:标签|分类)?呢?|(?:keine|pas\s+de|нет|sin|nessun|geen|sem|brak|inga|ingen|no)\s+(?:tags?|тегов|etiquetas|tagów|taggar)|なし|없음|keine|aucune?|ningun[oa]|nessun[oa]|geen|нет|share|"
    r"view\s+all|read\s+more|\d+\s+comments?|leave\s+a\s+comment|home|unlabell?ed)$",
    re.I,
)


def read_term(text: str | None, sure: bool = False) -> str | None:
    """The name of a category or tag as shown, without "#", commas and labels; ``sure`` where it can be nothing else."""
    name = _TERM_NOISE.sub("", _TERM_NOISE.sub("", squash(text)))
    if name[:2] == "[ " and name[-2:] == " ]":
        name = name[2:-2]
    return None if not name or len(name) > 100 or (not sure and _NO_TERM.match(name)) else name
