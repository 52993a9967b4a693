"""The words by which pages are read, in the languages of blogs: what a reviewer can check without reading code."""

import re

# ---- titles of pages that are no posts -------------------------------------------------------------------

#: a part of a title that says that there is no such page; "Peugeot 404" and "Lost and not found" say no such thing
ERROR_TITLE = re.compile(
    r"^\W*(?:(?:https?|errore?|erreur|erro|fehler|błąd|hata|ошибка|oops|ups|whoops|sorry|page|pagina|página|seite|status)\W+)*(?:404(?!\d)(?=\W*(?:$|error|page|file|not\s|fehler|erreur|seite|p[áa]gina))|not\s+found\W*(?:404\W*)?$)|"
    r"\b(?:404\W+(?:error|page\s+not|file\s+not|not\s+found)|(?:page|file|url|document|post|entry|article|content|site|host|resource|object|it|nothing)\s+"
    r"(?:(?:was|is|were|could|can|has)\s+)?(?:be\s+|been\s+)?not\s+(?:be\s+)?found|nicht\s+gefunden|no\s+encontrad[ao]|n[ãa]o\s+encontrad[ao]|introuvable|pagina\s+non\s+trovata|"
    r"nie\s+znaleziono|nenalezen[aoáý]?|nenájden[aoáý]?|niet\s+gevonden|не\s+найден[ао]?|не\s+знайдено|не\s+е\s+намерена|"
    r"sidan\s+(?:kunde\s+inte\s+hittas|hittades\s+inte|finns\s+inte)|siden\s+(?:bl(?:ev|e)\s+ikke\s+fun(?:det|net)|fin(?:de|ne)s\s+ikke)|"
    r"sivua\s+ei\s+löyd\w+|sayfa\s+bulunamad[ıi]|oldal\s+nem\s+található|δεν\s+βρέθηκε|nije\s+pronađena|halaman\s+tidak\s+ditemukan|"
    r"pagina\s+nu\s+(?:a\s+fost\s+găsită|există)|không\s+tìm\s+thấy\s+trang|page\s+non\s+trouv[ée]e|document\s+non\s+trouv[ée]|"
    r"page\b.{0,30}\bn['’]existe\s+pas|pagina\s+non\s+trovata|nie\s+została\s+znaleziona|page\s+does(?:n['’]t|\s+not)\s+exist)\b|ページが見つかりません|"
    r"^\W*[找未][不找]到\W*$|[找未][不找]到(?:该|此|您|你|指定)?(?:的)?(?:页|頁|网页|網頁)|页面不存在|(?:页面|頁面)(?:没|沒|未)(?:有)?找到|برگه\s+پیدا\s+نشد|העמוד\s+לא\s+נמצא|페이지를\s+찾을\s+수\s+없",
    re.I,
)

#: the whole title of what a server shows while its blog is down
DOWN_TITLE = re.compile(
    r"\W*(?:error\s+establishing\s+a\s+database\s+connection|database\s+error|wartungsmodus|maintenance\s+mode|"
    r"briefly\s+unavailable\s+for\s+scheduled\s+maintenance\b.{0,40}|service\s+(?:temporarily\s+)?unavailable)\W*",
    re.I,
)

ARCHIVE_TITLE = re.compile(
    r"^(?:archives?\b(?!\s+(?!(?:for|of|from|by|page|index|list|posts?|blog)\b)[^\W\d_]\D*$)|(?:monthly|daily|category|tag|author|yearly)\s+archives?\b|category:|tag:|posts\s+(?:tagged|in|by|from)|search\s+results|"
    r"results?\s+for|all\s+posts|archiv(?:os?|io?)?\b(?:\s+(?:for|f[üu]r|de|del))?|kategorie:|schlagwort:|categor[ií]a:|etiqueta:|entries\s+(?:tagged|for)|"
    r"browsing\s|topic:|label:|(?:blog\s+)?archives?$)|(?:archives|^(?:\S+\s+){0,3}(?:archive|category|search\s+results))\s*(?:[|»:-].*)?$",
    re.I,
)

#: letters of Chinese and Japanese, each as good as a word
CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")

#: what sites call the list of all that they have
FRONT_NAMES = frozenset(
    "blog weblog home news journal welcome posts articles entries stories main index latest startseite accueil inicio "
    "aktuelles actualités noticias notizie nieuws nyheter novinky blogue diary".split()
)

#: what the window of a list ends in behind the site's name: "The site: Tea Archives"
ARCHIVES = re.compile(r"(?:[:>|»–—-]\s*(?:.{1,60}\s)?archives?|アーカイブ)\s*$", re.I)

#: a first heading that only a list of posts has
ARCHIVE_OF = re.compile(
    r"^(?:archives?\s+(?:of|for|from)\b|posts\s+for\b|(?:posts|entries|articles)\s+(?:tagged|from|in|filed\s+under|categori[sz]ed)\b|"
    r"(?:monthly|daily|yearly|category|tag|author)\s+archives?\b|all\s+posts\s+(?:tagged|in|by|from)\b|"
    r"(?:etiket|kategori|aylık|yazar)\s+arşivi\b)",
    re.I,
)


# ---- links to older pages --------------------------------------------------------------------------------

OLDER = re.compile(
    r"^\W*(?:older\s+(?:posts|entries|articles)|previous\s+(?:entries|posts|page)|next\s+page|more\s+posts|load\s+more|(?:ä|ae)ltere\s+(?:beitr(?:ä|ae)ge|artikel|posts|eintr(?:ä|ae)ge)|"
    r"n(?:ä|ae)chste\s+seite|articles?\s+(?:plus\s+anciens|pr[ée]c[ée]dents)|page\s+suivante|entradas\s+(?:m[áa]s\s+)?(?:antiguas|anteriores)|p[áa]gina\s+siguiente|"
    r"posts?\s+(?:mais\s+)?(?:antig[oa]s|anteriores)|p[áa]gina\s+seguinte|articoli\s+(?:meno\s+recenti|precedenti)|oudere\s+berichten|starsze\s+(?:wpisy|posty)|"
    r"star[šs][íi]\s|[äa]ldre\s+inl[äa]gg|[æe]ldre\s+indl[æe]g|eldre\s+innlegg|vanhemmat|eski\s+|предыдущие\s+записи|старые|次のページ|前のページ|過去の記事|下一页|下一頁|上一页|이전\s*글|다음\s*페이지)",
    re.I,
)


# ---- bylines, filing lines and neighbours of a post ------------------------------------------------------

TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|blog|page|story|single)?[-_]?(?:title|headline|heading|subject|titre|titulo)(?=$|[\s_-])",
    re.I,
)

#: what asks readers to write a comment
OFFER = (
    r"(?:leave|post|add|write|submit|join)\s+(?:a|your|the)?\s*(?:new\s+)?(?:reply|comment|response|conversation|discussion)|"
    r"(?:neuen\s+|einen\s+)?kommentar\s+(?:schreiben|hinzufügen|verfassen)|ajouter\s+un\s+comm|(?:añadir|agregar)\s+(?:un\s+|nuevo\s+)?coment|"
    r"laisser?\s+un(?:e\s+r[ée]ponse|\s+comm)|dejar?\s+(?:un|una|tu)\s+(?:coment|resp)|deixe\s+(?:um|uma|seu)\s+(?:coment|resp)|"
    r"hinterlasse?\s+(?:einen?\s+)?(?:kommentar|antwort)|lascia\s+un\s+comm|geef\s+een\s+reactie|dodaj\s+komentarz|"
    r"adicionar\s+(?:um\s+)?coment|aggiungi\s+un\s+comm|nieuwe\s+reactie|(?:добавить|написать)\s+комментарий|"
    r"コメントを(?:書|残|投稿|追加|送信|どうぞ)|发表评论|添加新?评论|댓글\s*(?:쓰기|달기)"
)

#: a heading over the form to write one, or over the comments
FORM_HEADING = re.compile(
    rf"cancel\s+reply|{OFFER}|(?:\d+\s+)?(?:comments?|responses?|replies)\b|(?:schreibe?|hinterlasse?)\s+(?:einen?|mir)|"
    r"kommentare?\b|laisser?\s+un|deja\s+(?:un|una|tu)|deixe\s+|lascia\s+un|dodaj\s+komentarz|prześlij\s+komentarz|"
    r"(?:post|add)\s+(?:a\s+)?(?:new\s+)?comment|publi(?:car|er|que)\s+un\s+comment?|publicar\s+un\s+comentario|post(?:a|ar)\s+u[nm]\s+comm?ent[oá]|"
    r"kommentar\s+(?:veröffentlichen|posten)|een\s+reactie\s+posten|отправить\s+комментарий|コメントを(?:投稿|書く)|發佈留言|发表评论|댓글\s*쓰기",
    re.I,
)

UPDATED = re.compile(
    r"\b(?:updated?|modified|last\s+edited|edited|aktualisiert|zuletzt|geändert|mis?e?\s+à\s+jour|(?:dernière\s+)?modifi(?:cation|ée?)\s+le|actualizado|atualizado|(?:[úu]ltima\s+)?(?:modificaci[óo]n|modifica(?:ção)?)|aggiornato|gewijzigd|bijgewerkt|zmieniono|(?:son\s+)?güncelle(?:me|ndi)|обновлено|(?:последн\w+\s+)?изменен[аоие]\w*|更新)\b|"
    r"(?:最[后後近終终](?:一次)?(?:修改|更新|编辑|編輯|変更)|(?:修改|更新)(?:于|於|日|时间|時間|\s*[:：])|最終更新|수정일)",
    re.I,
)

#: a line that only says that the next one tells the last change
UPDATE_LABEL = re.compile(
    r"\W*(?:last\s+|page\s+)*(?:updated?|modified|edited|reviewed|(?:zuletzt\s+)?(?:aktualisiert|geändert)|(?:dernière\s+)?mise\s+à\s+jour|"
    r"(?:[úu]ltima\s+)?(?:actualizaci[óo]n|atualiza[çc][ãa]o)|actualizado|atualizado|aggiornato|обновлено|更新日?)(?:\s+(?:on|am|le|el|em|il))?\W*$",
    re.I,
)

#: "2 years ago / 4 notes", "See also:" with nothing behind it
SAYS_NOTHING = re.compile(
    r"(?:\W*\d+\s+(?:notes?|(?:second|minute|hour|day|week|month|year)s?\s+ago))+\W*|"
    r"permanent\s+(?:url|link)\W*|(?:see|read)\s+also\W*|(?:baca|lihat)\s+juga\W*|(?:leia|veja|lee|ver)\s+tamb(?:ém|ién)\W*|(?:à\s+)?lire\s+aussi\W*|siehe\s+auch\W*"
)

#: what stands over or under an advert in a text
ADVERT = re.compile(
    r"\W*(?:advertise?ments?|advert|(?:(?:story|article|content|post)\s+)?continues?\s+(?:below|after)(?:\s+(?:this\s+|the\s+)?ad(?:vert(?:isement)?)?)?|"
    r"(?:scroll|keep\s+(?:scrolling|reading))\s+(?:down\s+)?to\s+continue(?:\s+reading)?|werbung|anzeige|publicidade?|publicité|pubblicità|reklame?|реклама|annonse?|広告|광고)\W*",
    re.I,
)

#: a label over other posts in the middle of a text
MORE_POSTS = re.compile(
    r"\W*(?:(?:people\s+are\s+(?:also\s+)?reading|most\s+(?:read|popular|viewed|shared)|(?:more\s+)?trending|more\s+coverage|related\s+coverage|best\s+of|"
    r"popular\s+(?:in|on|now)|see\s+also|also\s+(?:read|see)|recommended\s+(?:videos?|for\s+you)|don['’]?t\s+miss|in\s+case\s+you\s+missed|top\s+stories|"
    r"editors?['’]?s?\s+(?:picks|recommendations|choice)|mehr\s+(?:nachrichten|aus|von)|am\s+beliebtesten|meistgelesen\w*|siehe\s+auch|auch\s+lesenswert|les\s+også|läs\s+(?:också|även|mer)|"
    r"lue\s+myös|les\s+plus\s+lus|lo\s+m[áa]s\s+(?:le[íi]do|visto)|mais\s+lidas|i\s+più\s+letti|meest\s+gelezen|czytaj\s+(?:też|także|również|więcej)|самое\s+(?:читаемое|популярное))\b)",
    re.I,
)

#: a heading over other posts: the days below it are theirs
OTHER_POSTS = re.compile(
    r"\W*(?:(?:our|the|view|see|all|possibly)\s+)*(?:related|latest|recent|recommended|similar|popular|more|other|read\s+next|you\s+(?:may|might)\s+(?:also\s+)?(?:like|enjoy)|"
    r"ähnliche|weitere|verwandte|neueste|à\s+lire|articles?\s+(?:similaires|récents|liés)|(?:entradas|art[ií]culos|posts|artigos)\s+(?:relacionad|recientes|recentes)|"
    r"articoli\s+correlati|gerelateerde|похожие|関連記事|相关|관련)(?:\s|$|:)",
    re.I,
)
#: those that head posts like this one; "Latest posts" heads any list, an index's own, too
LIKE_POSTS = re.compile(
    r"\W*(?:related|recommended|similar|read\s+next|you\s+(?:may|might)|ähnliche|verwandte|articles?\s+(?:similaires|liés)|"
    r"(?:entradas|art[ií]culos|posts|artigos)\s+relacionad|articoli\s+correlati|gerelateerde|похожие|関連記事|相关|관련)",
    re.I,
)

#: what a line below a post begins with that tells when and where it was written, as Kubrick's does in all languages
ENTRY_WAS = re.compile(
    r"\W*(?:this (?:entry|post|article) was (?:posted|written|published|filed|last)|you can follow any responses|"
    r"diese[rs]? (?:eintrag|beitrag|artikel) wurde|cet(?:te)? (?:entrée|article|billet|note) (?:a|est) |ce billet (?:a|est) |(?:esta entrada|este (?:post|artículo)) (?:fue|ha sido|se)\b|"
    r"(?:este (?:post|artigo)|esta entrada) foi |questo (?:articolo|post) è stato|(?:dit bericht|deze? (?:post|artikel)) (?:is|werd)\b|ten wpis (?:został|był)|"
    r"t(?:ento|áto) (?:příspěvek|článek|článok|príspevok) (?:byl|bol)|bu (?:yazı|makale) .{0,60}(?:yayınlan|gönderil|eklen|yazıl)|"
    r"acest (?:articol|post) a fost |aquest(?:a entrada| article) (?:va ser|ha estat|es va)|tämä (?:artikkeli|kirjoitus|merkintä) (?:on )?(?:julkais|kirjoite|lisät)|"
    r"ez az? (?:bejegyzés|írás|cikk) .{0,60}(?:íródott|jelent meg|került)|цей запис (?:був |було )?(?:опублікован|розміщен)|тази (?:публикация|статия) (?:е|беше) |"
    r"αυτ[όή] (?:το άρθρο|η εγγραφή|η δημοσίευση) .{0,20}(?:δημοσιεύ|γράφ|καταχωρ)|bài (?:viết )?này được (?:đăng|viết|gửi)|"
    r"この(?:記事|投稿|エントリー?)は.{0,60}(?:投稿|公開)|本(?:文|条目|篇文章|日志)(?:发表|发布|發表|發布)于?|이 글은 .{0,60}(?:게시|작성|등록)|"
    r"tulisan ini (?:diposting|dipos|dikirim)|(?:denna post|detta inlägg|dette innlegget|dette indlæg) (?:(?:är|er|ble|blev|var|har) )?(?:publi|poste|postad|skrev|skriv|lades|lagt|sparat|arkiv|udgiv|oprett)|(?:эта )?запись (?:была )?опубликована)",
    re.I,
)

#: names of what stands beside a text and is of it
OWN_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:pull-?quotes?|side-?notes?|margin-?notes?|foot-?notes?|admonition|callout|note|tip|warning|hint)(?=$|[\s_-])|pullquote",
    re.I,
)

#: Heads a list of the post's own sections.
CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents|on this page|(?:in|on) this (?:post|article)|toc|outline|inhalt(?:sverzeichnis|sübersicht)?|sommaire|table des matières|"
    r"(?:tabla de )?contenidos?|índice|sum[áa]rio|indice(?: dei contenuti)?|inhoud(?:sopgave)?|spis treści|содержание|оглавление|innehåll|obsah|içindekiler|目[录錄次]|목차)\W*",
    re.I,
)
#: what stands where nobody can comment any more
CLOSED = re.compile(
    r"\W*(?:(?:sorry,\s+)?(?:the\s+)?comment(?:s|ing)?\s+(?:(?:to|on|for)\s+this\s+(?:post|entry|article)\s+)?(?:are\s+|is\s+|have\s+been\s+)?(?:now\s+|currently\s+)?(?:(?:turned\s+)?off|closed|disabled)|(?:die\s+)?kommentare\s+sind\s+(?:geschlossen|deaktiviert)|"
    r"(?:les\s+)?commentaires\s+sont\s+(?:ferm[ée]s|d[ée]sactiv[ée]s)|(?:los\s+)?comentarios\s+(?:est[áa]n\s+)?(?:cerrados|desactivados)|(?:os\s+)?coment[áa]rios\s+(?:est[ãa]o\s+)?(?:encerrados|fechados|desativados)|"
    r"i\s+commenti\s+sono\s+(?:chiusi|disabilitati)|(?:de\s+)?reacties\s+zijn\s+gesloten|komentarze\s+są\s+(?:zamknięte|wyłączone)|комментарии\s+(?:закрыты|отключены)|评论已关闭|已關閉迴響|コメントは受け付けていません|댓글이\s+닫혔습니다)"
    r"(?:\s+(?:at\s+this\s+time|on\s+this\s+(?:post|entry|article)|for\s+(?:this|the)\s+(?:post|entry|article)))?\W*",
    re.I,
)

#: before the author's name, where a theme tells of that person below a post
ABOUT_WHOM = re.compile(
    r"\W*(?:(?:about|über|à propos de|acerca de|sobre|informazioni su|over|o autorze|об авторе)\b|à propos d['’])\W*"
    r"(?:(?:the|den|l['’]|el|o|de|il)\s*aut(?:h?or|eur)\w*\W*)?",
    re.I,
)

#: how themes of old began the window's title of every post
ARCHIVE_LABEL = re.compile(
    r"»\s*(?:(?:blog[\s-]*archiv(?:e|es|i|io|o)?|archives?\s+(?:du|des)\s+blogs?|ar(?:qu|ch)ivos?\s+d[eo]l?\s+blog|"
    r"blogarkiv|архив\s+блога)\s*(?:»|$)|(?:archiv(?:e|es|i|io|o)?|arquivos?|archief|arkiv|архив)\s*»)",
    re.I,
)

#: headings of what a theme sets around a post: other posts, the way to them, the lines about it, the site's columns
AROUND_POST = re.compile(
    r"\W*(?:(?:\d+\s+)?notes|footnotes?|endnotes?|fu(?:ß|ss)noten|notes\s+de\s+bas\s+de\s+page|notas\s+(?:al\s+pie|de\s+rodapé)|table\s+of\s+contents|(?:other|related|similar|more|recent|latest|popular)\s+(?:posts|articles|entries|stories|comments)|(?:about|details\s+of)\s+th(?:is|e)\s+(?:entry|post|article)|"
    r"about\s+the\s+authors?(?:\s*:.*)?|add\s+yours|follow\s+us|type\s+to\s+search|subscribe|"
    r"categories|archives?|search|links|blogroll|meta|pages|tags|tag\s+cloud|calendar|kategorien|archive?|suche|seiten|schlagw(?:ö|oe)rter|schlagworte|letzte\s+(?:beitr(?:ä|ae)ge|kommentare)|"
    r"cat[ée]gories|rechercher?|liens|[ée]tiquettes|articles\s+r[ée]cents|commentaires\s+r[ée]cents|categor[ií]as|archivos?|buscar|enlaces|entradas\s+recientes|comentarios\s+recientes|arquivos?|pesquisar?|"
    r"categorie|archivi?o?|cerca|articoli\s+recenti|commenti\s+recenti|archief|zoeken|recente\s+(?:berichten|reacties)|kategorie|szukaj|ostatnie\s+wpisy|kategorier|arkiv|sök|søk|"
    r"рубрики|архивы?|поиск|ссылки|свежие\s+(?:записи|комментарии)|カテゴリー|アーカイブ|検索|最近の(?:投稿|コメント)|分类(?:目录)?|归档|文章归档|搜索|近期(?:文章|评论)|分類|彙整|搜尋|카테고리|보관함|글\s*목록|"
    r"(?:there\s+are\s+)?no\s+(?:comments?|responses?|replies)(?:\s+(?:yet|so\s+far|(?:on|to)\s+th(?:is|e)\s+(?:post|entry|article)))?|(?:noch\s+)?keine\s+kommentare|aucun\s+commentaire(?:\s+pour\s+l['’]instant)?|(?:sin|sem)\s+coment[aá]rios|nessun\s+commento|brak\s+komentarzy|"
    r"(?:(?:post|article|entry)s?\s+)?navigation|navigate|beitrags-?navigation|navigation\s+(?:des\s+articles|de\s+l['’]article)|navegaci[óo]n\s+de\s+entradas|navega[çc][ãa]o\s+de\s+(?:posts?|artigos)|"
    r"navigazione\s+articol[oi]|bericht-?navigatie|inläggsnavigering|indlægsnavigation|innleggsnavigasjon|artikkelien\s+selaus|zobacz\s+wpisy|nawigacja\s+wpisu|navigace\s+pro\s+příspěvek|"
    r"yazı\s+(?:dolaşımı|gezinmesi)|bejegyzés\s+navigáció|навигация\s+по\s+записям|投稿ナビゲーション|文章(?:导航|導[航覽])|글\s*(?:내비게이션|탐색))\W*",
    re.I,
)

NOT_POST = re.compile(
    r"©|originally\s+uploaded\s+by|copyright|\(c\)\s*\d{4}|all rights|powered by|\b(?:theme|template|skin|layout|design(?:ed)?|css|hosted)\s+(?:\w+\s+){0,3}by\b|\b(?:next|previous)\b.{0,20}(?:post|entry)|related|abgelegt im archiv|"
    r"(?:zasilan|napędzan)\w+\s+przez|propuls[ée]e?\s+par|(?:aangedreven|mogelijk\s+gemaakt)\s+door|realizzato\s+da|"
    r"(?:desenvolvido|desarrollado|diseñado)\s+por|(?:drivs|drevet|drives)\s+a[vf]\b",
    re.I,
)

#: pieces of what it says
NOT_POST_PIECES = (
    "by", "next", "previous", "related", "©", "copyright", "(c)", "all rights", "abgelegt", "przez", "propuls", "door",
    "realizzato", "desenvolv", "desarroll", "diseñ", "driv", "drev",
)  # fmt: skip

PUBLISHED = re.compile(
    r"^\W*(?:first\s+)?(?:publi(?!c(?:ly|ity|ist\w*)?\b|sh(?!ed))\w+|posted|dat(?:e|um)\b|ver(?:ö|oe)ffentlicht|erstellt|pubblicato|fecha|submitted|написано|опубликовано|发布|発表|公開|投稿日|작성일)",
    re.I,
)

AT = re.compile(r"\b(?:at|um|à|a las|às|alle|ore|om|kl|klo|o|v|в)\b|@|\bposted\b|uhr", re.I)

#: a time of day
CLOCK = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-3])(?:[:.h]|\sh\s)[0-5]\d(?:[:.][0-5]\d)?(?![\d.])(?:\s*[ap]\.?m\b\.?)?", re.I
)

#: between two days of something that goes on from one to the other
UNTIL = re.compile(
    r"\s*(?:to|until|till|through|bis(?:\s+zum)?|au|al|até|fino\s+al|tot|t/m|do|до|по|[-–—~])\s*", re.I
)

#: from one hour to another: when something takes place, not when it was written
HOURS = re.compile(rf"{CLOCK.pattern}\s*(?:[-–—]|to|bis|until|till|à|a|alle)\s*{CLOCK.pattern}", re.I)

#: a comment's last line that says who wrote it, and no more
SIGNED = re.compile(
    r"(?:(?:posted|written|submitted|comment(?:ed)?|sent)\s+by|geschrieben\s+von|verfasst\s+von|kommentar\s+von|"
    r"(?:posté|publié|écrit|rédigé)\s+par|commentaire\s+de|(?:publicado|escrito|enviado|comentado)\s+por|"
    r"(?:scritto|inviato|postato)\s+da|geplaatst\s+door|napisał|автор|投稿者)\s*[:：]\s*(\S.{0,60})",
    re.I,
)
#: "posted by" in further languages, as Blogger prints it
POSTED_BY = (
    r"người\s+đăng|(?:نوشته|ارسال|منتشر)\s+شده\s+توسط|(?:مرسلة|أرسلت|نشرت)\s+بواسطة|αναρτήθηκε\s+από|"
    r"публикувано\s+от|опубліковано|bejegyezte|g[öo]nderen|lähettänyt|lagt\s+inn\s+av|upplagd\s+av|"
    r"(?:u|z)verejnil|vystavil|objavi(?:o|la|l)|postitas|paskelbė|publicat\s+(?:de|per)|trimis\s+de|"
    r"dicatat\s+oleh|(?:ที่)?เขียนโดย|(?:פורסם|נשלח|נכתב)\s+על[\s־]ידי|張貼者|发帖者|發佈者|發布者"
)

BY = re.compile(
    r"""(?:^|[\s|•·,/(–—-])(?:(?:author|autor(?:in|a|e)?|auteur|автор(?:\s+(?:статьи|записи|поста|публикации))?|(?:本文|文章|原文)?作者|著者|投稿者|글쓴이|작성자|about\s+the\s+author|de\s+auteur|der\s+autor|l['’]auteur|el\s+autor|o\s+autor|l['’]autore|szerző|beküldte|írta|yazar|yazan|kirjoittaja|kirjoittanut|συντάκτης|autor\s+(?:článku|wpisu|teksta)|avtor|autorius|autors|egilea|penulis|tác\s+giả|forfatter|författare|글|文|撰文|מאת|نویسنده|लेखक|ผู้เขียน)\s*[:：]|(?:该日志|本文)?由(?=\s\S.{0,29}?\s*(?:[於于]|[发發][表布]))|由(?!.{0,40}(?:[驱驅][动動]|提供|支持))(?=\s[^\s于於发發]{1,12}(?:\s\S{1,16}){0,2}\s*$)|(?:(?:posted|written|published|submitted|added|authored|contributed|created)\s+(?:on\s.{4,40}?\s)?by|on\s+behalf\s+of|
    by:?|(?:geschrieben|verfasst|ver(?:ö|oe)ffentlicht|erstellt|gepostet|eingestellt)\s+(?:am\s.{4,40}?\s)?von|von|
    (?:publi[ée]|[ée]crit|post[ée]|r[ée]dig[ée])\s+(?:le\s.{4,40}?\s)?par|par(?!\s+(?:exemple|ailleurs|contre|cons[ée]quent|ici|là|fois)\b)|(?:publicado|escrito|enviado|posteado|postado)\s+(?:el\s.{4,40}?\s|em\s.{4,40}?\s)?por|por(?!\s+(?:[úu]ltimo|fin|fim|eso|isso|ejemplo|exemplo|supuesto|favor|tanto|cierto|otr[oa]|outr[oa]|ahora|enquanto|aqu[íi]|primera|qu[ée])\b)|
    (?:pubblicato|scritto|postato|inserito)\s+(?:il\s.{4,40}?\s)?da|(?:geplaatst|geschreven)\s+(?:op\s.{4,40}?\s)?door|door|
    (?:napisa[łl]a?|opublikowane?\s+przez|dodane?\s+przez|przez)|(?:napsala?|vlo[žz]ila?)|od(?=\s\S{2,30}\s+v\s+\d)|(?:skrevet|skrivet|postad|publicerat)\s+(?:den\s.{4,40}?\s)?a[vf]|
    (?:автор|опубликован[оа]?|опубликовал[аи]?|написал(?:[аи]|\(а\))?)\s*:?|投稿者|글쓴이|작성자|게시자|(?:đăng|viết)\s+bởi|POSTED_BY|(?:diposting|dipublikasikan|diterbitkan|ditulis)\s+oleh|oleh|
    írta|beküldte|yazan|kirjoittanut|γράφει\s+[οη]|מאת|بقلم|بواسطة|كتبه|نوشته|نویسنده|โดย|escrit\s+per|scris\s+de|(?:skriven|publicerad)\s+av|autor\s+teksta|написав|napísala?|kirjutas|
    (?<!.)(?:av|af|piše|bởi|από|penulis|egilea)(?=\s))(?![^\W_])\s*:?|(?<!.)文\s*[／/｜])\s*""".replace(
        "POSTED_BY", POSTED_BY
    ),
    re.X | re.I,
)

END = re.compile(
    r"\s+(?:le|el|il|den)\s+(?=\S*\d|\w*(?:di|dag|dì|nes|tes|ves|bado|coles|mingo|bato|nica)\b|$)|\s+(?:on|at|in|under|am|um|em|dne|dnia|d[ií]a|op|posted|published|filed|updated|dated|to|with|when|vom|unter|dans|en|w|v|в)\s+(?=\S*\d|[\"“«A-ZА-Я(|:\u2e80-\uffdc]|$)|\s*[|•·/@(\[–—]|\s+[-~]\s+|,\s|;|:\s|\s{2,}|"
    r"\s+(?:and\s+)?(?:tag(?:s|ged)?|filed|posted|categorized)\b|\s+(?=\d)|\s*\bon\b\s*$|\s+(?:di|pada)(?=\s*$|\s+(?:pukul|jam|pada|\d))|\.(?=\s|$)(?<!\b\w\.)(?<!Jr\.)(?<!Dr\.)(?<!Mr\.)(?<!St\.)|\s*(?:发表|發表於|发布|發布|[于於](?=\s*\d))|\s+\d+\s+comments?|\s+(?:fecha|date|datum|data|categor(?:y|ies|ías?|ia|ie)|kategorien?|rubrik|temas?|tags?)\s*[:：]",
    re.I,
)  # fmt: skip

COMMENTING = re.compile(
    r"comment|kommentar|coment|respon|reply|permalink|trackback|views?\b|share|print|edit|min\w*\s+read|read(?:ing)?\s+time|\b(?:category|posted|filed|tags?)\b|[:?!…≈]|"
    r"[评評][论論]|[阅閱][读讀]|[浏瀏][览覽]|[点點][击擊]|[访訪][问問]|字[数數]|[热熱]度|回[复應覆]|留言|コメント|閲覧|댓글|조회",
    re.I,
)

#: the picture fonts' names for a person, set before a name
PERSON_ICON = re.compile(
    r"(?:^|[\s-])(?:fa|icon|iconfont|ico|glyphicon|bi|mdi|ri|ion|dashicons|feather|ti|las?|uil?|reco)[\w-]*-(?:user|author|person|account|admin-users)\b",
    re.I,
)

#: and those for a term, before its link: a tag (group 1) or a folder
TERM_ICON = re.compile(
    r"(?:^|[\s-])(?:fa|icon|iconfont|ico|glyphicon|bi|mdi|ri|ion|dashicons|feather|ti|ticon|las?|uil?)[\w-]*-(?:(tags?|label)|(?:folder|category|bookmark)(?:-o|-open(?:-o)?|-fill)?)(?=\s|$)",
    re.I,
)

AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?<!\btag-)(?<!\bcategory-)(?<!\bblock-)(?:p?author|authors|byline|by-?line|writer|user(?!-(?:rating|review|votes?|score|content))|posted-?by|postedby|author-?name|blog-?author|contributor)(?=$|[\s_-])",
    re.I,
)

#: what somebody is where a name stands: "Sports reporter and editor"
ROLE = re.compile(
    r"\b(?:editors?|reporter|columnist|writer|correspondent|journalist(?:e|in)?|contributor|producer|critic|director|manager|analyst|redakteur(?:in)?|"
    r"rédact(?:eur|rice)|redact(?:eur|or|ora)|periodista|giornalista|columna|autor(?:in)?|freelance|founder|staff)\b",
    re.I,
)

NO_NAME = re.compile(
    r"(?:[于於在]\s.*|(?:新規|会員)?(?:の方は)?(?:登録|ログイン)|로그인|회원가입|登录|注册|anmelden$|registrieren$|connexion$|se\s+connecter|iniciar\s+sesi[óo]n|войти$|(?:(?:یک|دو|سه|چهار|پنج)[\u200c\s]?)?شنبه$|(?:previous|next|prev|older|newer|before|after|appointment|\(?\d+\s+(?:articles?|posts?|entries)\)?)$|尚無|(?:(?:random|all|new|our|active)\s+)?(?:members?|users?|groups?)$|location\s*:?$|this|view|read|see|more|all|about|visit|posts?|contact|follow|subscribe|(?:my|google|public|user|full)?\s*profile|log\s*in|sign\s+in|website|articles?|archives?|"
    r"vid[eé]os?|categor(?:y|ies)|print|recipes?|comments?|share|home|photos?|news|rss|feed|updated?|pdf|bookmark|bluesky|mastodon|register|submitted$|source(?:\s+code)?$|код$|código\s+fuente|quelltext|code\s+source|trackback|引用|imprimir|imprimer|drucken|stampa|kontakt|impressum|contacto|contato|contatti|"
    r"(?:published|posted|veröffentlicht|pubblicato|publicado|publié|opublikowano|gepubliceerd|опубликовано)$|(?:cc[\s-]+by[\s-]+)?nc(?:[\s-](?:sa|nd))?$|(?:分[类類]|更新|发表|发布|编辑|發表|發佈)(?:[于於:：]|时间)?$|(?:(?:文章)?作者|forfatter|författare|kirjoittaja|szerző|yazar|autor(?:in|e)?|auteur|author|автор)$|標籤$|标签$|(?:google|g)(?=\s*\+?$)|(?:twitter|facebook|vkontakte|вконтакте|disqus)$|#?(?:카테고리\s*없음|분류\s*없음|미분류|분류\s*전체\s*보기)$|request\s+new|\(?\d+\s+\w+\)|(?:senior|staff|lead|software|web|front-?end|full-?stack)\s+(?:\w+\s+)?(?:engineer|developer|designer|architect))\b",
    re.I,
)

#: an account that every site has
ANYBODY = re.compile(r"(?:site\s*)?(?:admin(?:istrator)?|webmaster|owner|root|user)", re.I)

#: what may stand behind "by" and its like, and is nobody: "par contre", "por ejemplo"
IDIOM = re.compile(
    r"(?:the\s+way|default|example|contre|exemple|l['’]exemple|ailleurs|ejemplo|exemplo|fin|favor|supuesto|eso|esto|isso|"
    r"hand|now|clicking|subscribing|email|e-mail|mail|date|name|month|year|category|topic|tag|type|subject|author|popularity|request)",
    re.I,
)

#: where albums are kept: whose picture it is says nothing of who wrote
ALBUM_HREF = re.compile(
    r"//(?:[\w-]+\.)*(?:flickr|youtube|vimeo|deviantart|500px|instagram|soundcloud)\.com/", re.I
)

LABELS = (
    ("tags", re.compile(
        r"(?:\b(?:tags?(?:ged)?(?:\s+(?:as|with|in|under|for this (?:post|article|entry)))?|technorati(?:\s+tags)?|social\s+tag(?:s|ging)|labels?|keywords?|topics?(?:\s+covered)?|schlagw(?:ö|oe)rte[r]?|schlagworte|"
        r"stichw(?:ö|oe)rte[r]?|verschlagwortet\s+mit|getaggt\s+mit|etiquetas|etiquetado|marcadores|mots[\s-]cl(?:efs?|[ée]s?)|schl(?:ü|ue)sselw(?:ö|oe)rter|palabras\s+clave|palavras[\s-]chave|parole\s+chiave|słowa\s+kluczowe|ключевые\s+слова|[ée]tiquettes?|[ée]tiquet[ée]|etichette|temas|tagi|"
        r"t[aä]gg(?:ar|ade?(?:\s+(?:i|med|som|under))?)|tagget(?:\s+med)?|stikkord|nøkkelord|emneord|avainsanat|etiketler|štítky|címkék|trefwoorden|tags\s+für\s+diesen\s+artikel|метки|теги|тэги|ετικέτες|etiquetado\s+con|stichworte|etykiety|klíčová\s+slova|kľúčové\s+slová|značky|позначки|мітки|тагове|етикети|ознаке|oznake|"
        r"từ\s+khóa|thẻ|nhãn|kata\s+kunci|etiketter|nyckelord|stikord|merkelapper|tunnisteet|asiasanat|kulcsszavak|etichete|cuvinte\s+cheie|"
        r"etiquetes|paraules\s+clau|etiketak|sildid|birkas|žymos)\b|"
        r"标签|標籤|關鍵字|关键[字词]|キーワード|タグ|태그|(?:ال)?وسوم|الكلمات\s+(?:الدلالية|المفتاحية)|برچسب(?:[\u200c\s]?ها)?|תגיות|תגים|टैग|ป้ายกำกับ|แท็ก)\s*(?:\([^)]*\))?\s*[:：»-]?\s*$", re.I)),
    ("categories", re.compile(
        r"(?:\b(?:in(?=\s*:\s*$)|(?:posted|filed|published|categori[sz]ed|classified|archived)\s+(?:in(?:to)?|under|as|to)|kategorisiert\s+(?:in|unter|als)|categor(?:y|ies)|sections?|topics?|abgelegt\s+(?:unter|in)|eingeordnet\s+unter|"
        r"kategorien?|rubrik(?:en)?|thema|ver(?:ö|oe)ffentlicht\s+(?:in|unter)|categor[ií]as?|cat[ée]gories?|class[ée]\s+dans|publi[ée]\s+dans|rubriques?|publicado\s+(?:en|em)|archivado\s+en|"
        r"arquivado\s+em|guardado\s+en|categori[ae]|pubblicato\s+in|archiviato\s+in|geplaatst\s+in|categorie(?:ën|n)?|kategori(?:e|er|a|at)?|kategóriák?|zaszufladkowano\s+do|rubryka|"
        r"kategórie|zařazeno|v\s+rubrice|filed|(?:posted|geschrieben|publi[ée]|publicado|inserito)\b[^|]{1,60}\b(?:in|dans|en|em)|под\s+рубрикой|рубрик[аи]|категори[яи]|раздел|κατηγορ[ίι]\w*|opublikowano\s+w|rubri[kc][ya]|zařazeno\s+v|опубликовано\s+в|категорії|опубліковано\s+в|публикувано\s+в|категорије|kategorij[eaiu]|kategorijos|kategorijas|"
        r"objavljeno\s+u|kategoriler|chuyên\s+mục|danh\s+mục|(?:ditulis|diposkan)\s+(?:dalam|di)|publicerat\s+i|udgivet\s+i|publisert\s+i|kategória|"
        r"categorii|publicat\s+(?:în|a|en)|kategoriak|kategooriad)\b|קטגורי(?:ה|ות)|פורסם\s+בקטגוריה|التصنيفات|نشرت?\s+في|श्रेणी|หมวดหมู่|분류|分类(?:专栏|于)?|分類(?:於|于)?|カテゴリー?|카테고리|テーマ|التصنيف|دسته(?:[\u200c\s]?(?:بندی|ها))?)"
        r"\s*(?:\([^)]*\))?\s*[:：»>-]?\s*$", re.I)),
)  # fmt: skip

#: the heading of a list of what the whole site has
LABEL_OF_ALL = re.compile(
    r"(?:^|\s)(?:featured|popular|trending|hot|top|all|more|beliebte|alle|weitere|populaires|tou(?:s|tes)|populares|tod[ao]s|热门|熱門|常用|所有|全部|人気の?)\s*"
    r"(?:les\s+|l[ao]s\s+|as\s+|os\s+)?(?:tags?|categor\w+|topics?|themen|schlagw\w+|kategorien?|catégories|etiquetas|标签|標籤|タグ)\W*$"
    r"|^\W*(?:(?:tag|label)\s?clouds?|标签云|標籤雲|タグクラウド|schlagwort\w*wolke|nuage de (?:tags|mots)\w*)\W*$",
    re.I,
)

#: what a byline begins with, and the word before its categories
BYLINE_BEGINS = re.compile(
    r"\W*(?:(?:posted|published|written|submitted|entry)\s+(?:by|on|at)|by|par|por|da|door|geschrieben\s+von|von|(?:verfasst|veröffentlicht|gepostet|erstellt)\s+(?:von|am)|"
    r"(?:publié|posté|écrit|rédigé)\s+(?:par|le)|(?:publicado|escrito|enviado)\s+por|(?:inserito|scritto|pubblicato)\s+da|(?:geplaatst|geschreven)\s+door)\b",
    re.I,
)
IN_AT_END = re.compile(r"(?:^|\W)(?:in|dans|en|em|na|w|under|unter|into)\s*:?$", re.I)

#: what a cell of a byline begins with where it tells no name but a term
FILING = re.compile(r"\W*(?:tag(?:s|ged)?|filed|posted|categor(?:y|ies)|labels?|topics?|keywords?)\b", re.I)

JOINT = re.compile(
    r"^[\s,;|/•·&+#»>()\[\]\"'’“”.-]*(?:(?:and|und|et|y|e|en|og|och|i|и|a)[\s,]*)?[\s,;#]*$", re.I
)

TAG_NAMES = re.compile(
    r"(?:^|[\s_-])(?:tags?|tag-?links?|taglinks?|tagged|labels?|topics?|keywords|post-?tags?|entry-?tags?|tagcloud|etiquetas|freetag|hashtags?)(?=$|[\s_-])",
    re.I,
)

CAT_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cates?|cats?|terms-list-item|categor(?:y|ies|ia|ie)|cat-?links?|post-?categor\w+|entry-?categor\w+|kategorien?|rubri\w+|filed(?:-?under)?|postcat)(?=$|[\s_-])",
    re.I,
)

#: what a link's ``rel`` says of a term
TERM_REL = re.compile(r"\b(?:tag|category)\b", re.I)

TAG_HREF = re.compile(
    r"(?<!/releases)/(?:tags?|tagged|labels?|topics?|keywords?|etiqueta|tagi|schlagwort|search/label)/[^/]|/tags?/?(?:index\.html)?#[^/]|/tags-\d|[?&]tag[=/]|/plugin/tag/|(?:^|/)mot/[^/]|spip\.php\?mot\d|technorati\.com/tag",
    re.I,
)

CAT_HREF = re.compile(
    r"/cat/(?!index\.)[^/]|/categor(?:y|ies)/?(?:index\.html)?#[^/]|/cat-\d+(?:[/.?]|$)|/(?:categor(?:y|ies|ia|ie)|kategori(?:en?)?|rubri(?:k|que)s?|blog-category-\d+|topics?/category|theme|hub)[/-](?!index\.)[^/]|[?&](?:cat(?:egory)?|postCategoryId|storytopic)=|\?cat(?:egory)?_?id=|\?category/|[?&]c=\d|/\?sort=\d+$",
    re.I,
)

#: what a link classed as a term may say all the same, where nothing else tells that it is one
NO_OWN_TERM = re.compile(
    r"\W*(?:\d[\d.,]*|(?:previous|next|prev|older|newer)(?:\s+(?:post|article|entry))?|cancel|buy(?:\s+now)?|kaufen|speichern|startseite|all|alle|shop|store|menu|search|blog|zurück|weiter)\W*",
    re.I,
)

#: terms that are no links, after a label of their own: "Tags: one, two"
PLAIN_TERMS = (
    ("tags", re.compile(
        r"^(?:tags?|keywords?|labels?|schlagw(?:ö|oe)rter|mots[\s-]cl[ée]s|etiquetas|etichette|(?:запись\s+имеет\s+)?(?:метки|теги)|标签|標籤|タグ)\s*[:：]\s*(.+)$", re.I)),
    ("categories", re.compile(
        r"^(?:categor(?:y|ies)|kategorien?|cat[ée]gories?|categor[ií]as?|rubrik(?:en)?|rubriques?|categorie|kategorie|"
        r"kategori(?:er)?|рубрик[аи]|категори[яи]|分类|分類|カテゴリー?|카테고리)\s*[:：]\s*(.+)$", re.I)),
)  # fmt: skip

#: Kubrick's sentence below a post, of which an archiver left no links
FILED_UNDER = re.compile(
    r"\b(?:is|was) filed under ([^.:]{2,120})\. You can (?:follow|skip|leave|trackback)\b"
)

#: what stands where a post has no tags: "Tags: none"
NO_TERMS = re.compile(
    r"\W*(?:none|nothing|n/a|no\s+(?:tags?|categor(?:y|ies))(?:\s+available)?|untagged|keine?|aucune?|ningun[oa]|nenhum[a]?|nessun[oa]?|geen|brak|inga|ingen|нет|无|無|没有|[暂无]无?(?:标签|分类)?|(?:タグ)?なし|(?:태그\s*)?없음)\W*",
    re.I,
)

#: where a community keeps what it knows of a member
PROFILE_HREF = re.compile(
    r"/(?:users?|u|profile?s?|members?|people|social|authors?)/(?:[0-9a-f]{8,}/)?[^/?#]+/?(?:\?[^#]*)?$|/user\d+$"
    r"|(?:^|/)(?:profile|userinfo|member|user)\.php\?(?:lookup|uid|id|u|user)=\d+$",
    re.I,
)

#: where a site lists all its terms: "12 Tags" is none of them
ALL_TERMS = re.compile(
    r"(?<!/tag)(?<!/tags)(?<!/category)(?<!/categories)/(?:tags?|categor(?:y|ies)|archives?|topics?|labels?|kategorien?|etiquetas?)(?:/|\.html?|/index\.html?)?$",
    re.I,
)

AUTHOR_HREF = re.compile(
    r"(?<!/category)(?<!/categories)(?<!/tag)(?<!/tags)/authors?/|[?&]author=|/user/|/profile/|/people/|/share|/cdn-cgi/|addthis|facebook\.com|twitter\.com|digg\.com",
    re.I,
)

TERM_WORDS = re.compile(
    r"^(?:about\s+th(?:is|ese)|read\s+more|more\s*[»>]|view\s|share\b|tweet$|reply$|permalink|trackback|print$|rss\b)|[»→›]\s*$|^[«←‹]",
    re.I,
)

#: the way from a post to its list, which is no term though it leads to one
BACK = re.compile(
    r"^\W*(?:back\s+to\b|zur(?:ü|ue)ck\s+zu|retour\s+(?:à|au)|volver\s+a|返回|(?:view|see)\s+all\b|share\s+(?:this|the)\b|(?:previous|next)\s+post$)",
    re.I,
)

PREVIOUS = re.compile(
    r"^\W*(?:[«←‹<]|&laquo;|previous(?!ly)(?!\s+(?!posts?\b|articles?\b|entr|stor|page|blog|in\b|chapter|part|day|week|month|item|photo|image|thread|topic\b|title)\w)|prev\b|older\b(?!\s+(?!posts?\b|entr|articles?\b|stor|comments?\b)\w)|earlier\b|last\s+(?:post|entry)\b|last\s+(?:week|month|day)\W*$|back\s+to:|vorherige[rs]?|voriger|zur(?:ü|ue)ck(?!\s+(?:zu[rm]?|auf|in|nach)\b)|[äa]ltere[rs]?(?=\W*$|\s+(?:beitr|artikel|eintr|posts?\b|meldung|news|seite|geschichte))|pr[ée]c[ée]dent|article\s+pr[ée]c|plus\s+ancien|"
    r"(?:(?:articolul|article|entrada|art[íi]culo|artigo)\s+)?anterior|entrada\s+(?:m[áa]s\s+)?antigua|post\s+anterior|mais\s+antig|precedente|articolo\s+prec|vorig|ouder|poprzedni|starsz[yea]\b|p[řr]edchoz|star[šs][íi]|f[öo]reg[åa]ende|[äa]ldre|forrige|eldre|edellinen|[öo]nceki|előző|"
    r"предыдущ|назад|старые|前の?(?:記事|投稿|へ|ページ)|過去の?(?:記事|投稿)|上一篇|上一页|前一篇|较早(?:文章)?|較早(?:文章)?|이전|"
    r"predch[áa]dzaj|попередн|предишн|претходн|prethodn|prejšnj|προηγούμεν|(?:ה?פוסט\s+)?הקודם|(?:المقال(?:ة)?\s+)?السابقة?|(?:نوشته[\u200c\s]?(?:ی\s+)?)?قبلی|पिछल|ก่อนหน้า|"
    r"bài\s+(?:viết\s+)?trước|sebelumnya|aurrekoa|eelmine|iepriekšēj|ankstesn)",
    re.I,
)

#: the way back to a list, which is no post
BACK_TO = re.compile(
    r"\W*(?:back\s+to\b(?!:)|zur(?:ü|ue)ck\s+(?:zu[rm]?|auf|in|nach)\b|retour\s+(?:à|au|aux)\b|volver\s+a|voltar\s+(?:para|a|à|ao)\b|torna\s+a|terug\s+naar|tillbaka\s+till|"
    r"tilbake\s+til|tilbage\s+til|powrót\s+do|назад\s+к|вернуться|返回)",
    re.I,
)

#: what leads on to something else than the next post, whose arrow is an ornament: "More about oak »"
ONWARD = re.compile(
    r"\W*(?:read|find\s+out|learn|more|view|see|full|all|upgrade|inside|for\s+(?:further|more)|help|shop|subscribe|download|get|click|visit|go\s+to|continue|details?|"
    r"alle|mehr|weitere|zum|zur|toutes?|tous|voir|plus|en\s+savoir|lire|ver|leia|saiba|leggi|tutt[ie]|vedi|scopri|még|wszystkie|czytaj|więcej|lees|meer|bekijk|läs|les|"
    r"все|подробнее|читать|もっと|続き|すべて|一覧|更多|查看|阅读)(?![^\W_])",
    re.I,
)

#: the first and the last of all, beside the post before and the one after
FIRST_OR_LAST = re.compile(
    r"\W*(?:first|last|latest|newest|oldest|erste[rs]?|letzte[rs]?|neueste[rs]?|primer[oa]?|[úu]ltim[oa]|primeir[oa]|premi[eè]re?|derni[eè]re?|"
    r"první|poslední|pierwsz[ya]|ostatnia?|els[őo]|utolsó|legújabb|legrégebbi|första|sista|første|siste|sidste|eerste|laatste|ilk|son|"
    r"перв(?:ая|ый)|последн(?:яя|ий)|最初|最新|最後)\W*",
    re.I,
)

NEXT = re.compile(
    r"^\W*(?:next\b(?![.-]\w|\s+(?!post|article|entr|stor|page|blog\s+(?:post|entr)|in\b|chapter|part|day|week|month|item|photo|image|thread|topic\b|title)\w)|"
    r"newer\b(?!\s+(?!posts?\b|entr|articles?\b|stor|comments?\b)\w)|later\b(?!\s+(?!posts?\b|entr)\w)|n[äa]chste[rs]?|weiter\b(?=\W*$|\s+(?:zum|zur)\b|\s*[:»>→])|neuere[rs]?|(?:page\s+)?suivant|article\s+suiv|plus\s+r[ée]cent|siguiente|entrada\s+(?:m[áa]s\s+)?reciente|pr[óo]xim[oa]|seguinte|post\s+seguinte|mais\s+recent|successiv|prossim|"
    r"volgende|nieuwer|nast[ęe]pn|nowsz|dal[šs][íi]|nov[ěe]j[šs]|n[äa]sta\b|nyare\b|neste(?=\W*$|\s+(?:innlegg|artikkel|side|sak|post)\W*$|\s*[:→»>])|nyere\b|seuraava|sonraki|következő|следующ|вперед|новые|次の?(?:記事|投稿|へ|ページ)|新しい(?:記事|投稿)|下一篇|[后後]一篇|较新(?:文章)?|較新(?:文章)?|다음|"
    r"nasleduj|наступн|следващ|следећ|sljede[ćc]|sledeć|naslednj|επόμεν|(?:ה?פוסט\s+)?הבא|(?:المقال(?:ة)?\s+)?التالية?|(?:نوشته[\u200c\s]?(?:ی\s+)?)?بعدی|अगल|ถัดไป|"
    r"bài\s+(?:viết\s+)?(?:sau|tiếp\s+theo)|(?:se(?:lanjutnya))|berikutnya|(?:articolul\s+)?următor|(?:article|entrada)\s+següent|següent|hurrengoa|järgmine|nākam|kitas\b|"
    r"(?:articolo|post)\s+successivo|volgend|næste)|^\s*[→»›>]\s*$",
    re.I,
)

PREV_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav-?previous|^pre$|previous(?:-?post)?|prev(?:-?post|ious-?link|-?link)?|older(?:-?post|-?link)?|post-?nav-?prev|alignleft)(?=$|[\s_-])",
    re.I,
)

NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav-?next|(?<!read[_-])next(?:-?post|-?link)?|newer(?:-?post|-?link)?|post-?nav-?next|alignright)(?=$|[\s_-])",
    re.I,
)

#: how the places of a post's comments are named in addresses
THREAD_HREF = re.compile(
    r"#(?:comments?|respond|disqus_thread|replies|responses|reactions|c|co|cmt|trackback-comment|leavecomment"
    r"|comment[-_]?(?:form|list|area|box|section|anchor)|post-?comments?|kommentare?|commentaires?|coment[aá]rios?)$"
    r"|[?&](?:comments?|showcomments?|mode=reply|view=comments|commentpage)(?:[=&#]|$)",
    re.IGNORECASE,
)

NO_POST = re.compile(
    r"#(?:comment|respond|c\d)|/comment-page-|/page[-_/]?\d|[?&](?:random-post|tierand|date)=|[?&](?:paged|cpage|replytocom|\w*page=\d)|^mailto:|/feed/?$|"
    r"/(?:users?|members?|team|profiles?)/[^/?#]+/?(?:[?#]|$)|/(?:accounts?/|(?:log-?in|sign-?in|sign-?up|register|join|subscribe|logout)/?(?:[?#]|$))",
    re.I,
)


# ---- comments --------------------------------------------------------------------------------------------

NAMED = re.compile(
    r"(?:^|[\s_-])(?:fn|author(?:-?name)?|commenter|comments?[_-]?(?:author|by|er|name|user)|commentby|username|user-?name|nick(?:name)?|poster|commentauthor|(?:comment-?)?pseudo|by|"
    r"comment-?name|(?<!field--)(?<!field-)name|who|autor|auteur|signature)(?=$|[\s_-])",
    re.I,
)

DATED = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|datetime|published|posted|when|comment-?date|datum|fecha|ago)(?=$|[\s_-])",
    re.I,
)

SMALL = re.compile(r"[\W\d_]*\*\.[\w.-]+|\b(?:posted|profile|homepage|tracked|pingback|trackback|weblog|guest|gast|gość|invité|гость|added|authored|left(?=\s+by\b)|by|on|at|says?|said|wrote|writes|dit|a dit|écrit|ha\s+(?:dicho|scritto|detto|comentado|commentato)|dice|dijo|disse|scrive|zegt|schreef|pisze|skrev|comment|commented|submitted|written|published|geschrieben|verfasst|kommentiert|eingetragen|gepostet|publiée?|postée?|rédigée?|"
                    r"escrito|publicado|enviado|comentou|scritto|inviato|pubblicato|postato|geschreven|geplaatst|skrevet|napisał[ay]?|napsala?|dodan[eyo]|опубликовано|отправила?|добавила?|yazan|投稿者?|permalink|link|reply|edit|quote|am|um|von|uhr|le|à|par|el|a las|"
                    r"por|em|às|il|alle|da|op|om|door|den|kl|r|г|в|at|pm|the|this|entry|was|in|to|from|time|date|delete|report|flag|fans?|followers?|antworten|sagte?|replied|responded|meinte?|hat\s+(?:gesagt|geschrieben|kommentiert)|"
                    r"schrieb|kommentar|написал|пишет|оставила?(?:\(а\))?|этот|комментарий|ответить|цитировать|回复(?:(?:该|此)评论)?|(?:发布|发表|评论|發表|發佈)[于於在]?|引用|返信|返事|답글)\b|[\W\d_]+", re.I)  # fmt: skip

#: the words of a byline's link to the site of who wrote a comment
HOMEPAGE = re.compile(
    r"\W*(?:home\s?page|web\s?site|www|web|url|site|link|ホームページ|主页|主頁|домашняя страница|сайт)\W*",
    re.I,
)

#: what a theme writes beside the name of the post's own author, in an element of its own
BADGE = re.compile(
    r"\s*[\[(]?(?:(?:post|blog)?\s*(?:author|owner|admin(?:istrator)?|moderator)|op|autor(?:in)?|auteur|autore|verfasser(?:in)?|yazar|автор|"
    r"博主|作者|楼主|樓主|站长|站長|管理员|管理員|版主|投稿者|管理人|글쓴이|작성자|주인)[\])]?\s*",
    re.I,
)

#: the subject of an answer, as boards print it over a comment
SUBJECT = re.compile(r"\W*(?:re|aw|antw|sv|vs|odp|ynt|rif|回复|답글?)\s*(?:\[\d+\])?\s*[:：]", re.I)

#: what a link below a comment does with it
ACTION = re.compile(
    r"\W*(?:log\s+in\s+to\s+(?:reply|respond|comment)|anmelden,?\s+um\s+zu\s+antworten|connectez-vous\s+pour\s+répondre|acced[ei]\s+p(?:ara|er)\s+r[ei]spond(?:er|ere)|"
    r"log\s+in\s+om\s+te\s+(?:reageren|antwoorden)|войдите,?\s+чтобы\s+ответить|zaloguj\s+się,?\s+aby\s+odpowiedzieć|(?:reply|respond)\s+to\s+(?:this(?:\s+(?:comment|message|post))?|\w+)|(?:répondre|répliquer)\s+(?:à\s+ce(?:tte?)?|au)\s+\w+|(?:auf\s+)?diese[nrs]?\s+(?:kommentar|beitrag)\s+(?:be)?antworten|"
    r"responder\s+(?:a\s+)?(?:este|al?|ao)\s+\w+|rispondi\s+a(?:l|\s+questo)\s+\w+|ответить\s+на\s+\w+|odpowiedz\s+na\s+\w+|(?:post|add|leave|write)\s+(?:a\s+|your\s+)?(?:comment|reply|response)|reply|respond|answer|parent|quote|edit|delete|remove|modify|m/d|report(?:\s+(?:abuse|comment))?|flag|like|share|permalink|permanent\s+link|link|"
    r"antwort(?:en)?|zitieren|bearbeiten|löschen|(?:kommentar\s+)?melden|permanentlink|répondre|citer|modifier|supprimer|signaler|alerter|permalien|lien(?:\s+permanent)?|"
    r"responder|citar|editar|eliminar|borrar|denunciar|enlace(?:\s+permanente)?|apagar|excluir|link\s+permanente|rispondi|cita|modifica|elimina|segnala|"
    r"reageer|reageren|beantwoorden|antwoord(?:en)?|citeer|bewerk(?:en)?|verwijder(?:en)?|svara?|citera|redigera?|radera|slett|odpowiedz|cytuj|edytuj|usuń|zgłoś|"
    r"odpovědět|citovat|upravit|smazat|yanıtla|cevapla|alıntıla|düzenle|sil|ответить|цитировать|изменить|редактировать|удалить|пожаловаться|ссылка|"
    r"回复|回覆|引用|编辑|編輯|删除|刪除|举报|返信(?:する)?|削除|編集|通報|リンク|답글(?:\s?달기)?|답변|댓글(?:\s?달기)?|인용|수정(?:\s?/\s?삭제)?|삭제|신고|고유주소|"
    r"(?:vote|like|gefällt\s+mir|j['’]aime|me\s+gusta|curtir|mi\s+piace|いいね!?|赞|顶|踩|추천|비추천|좋아요)\s*\(?\d*\)?)\W*\d{0,4}\W*",
    re.I,
)

#: what leads to the form to answer or to log in for it, to a board's own search for a name, or to Gravatar itself
NOBODYS_HREF = re.compile(
    r"[?&](?:replyto(?:com)?|reply_id|sfl)=|/wp-login\.php|#respond$|//(?:[a-z]+\.)?gravatar\.com/?$", re.I
)

#: a whole comment without a word: "+1", ":-)", "???", a picture sign
SIGN = re.compile(
    r"\s*(?:[+-]\s?\d{1,4}[!.]*|[:;=8xX]-?[()DPpO/|*3]+|<3+|\^+|[?!]{1,9}1{0,3}|\.{3,}|…+|\d{1,2}/10|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\s]+)\s*"
)

SAYS = re.compile(
    r"^(.{1,60}?)\s+(?:says|said|writes|wrote|commented|replied|sagte?|hat\s+(?:gesagt|geschrieben|kommentiert)|schrieb|schreibt|meint|dice|dijo|ha\s+dicho|escribi[óo]|dit|a\s+dit|a\s+[ée]crit|[ée]crit|"
    r"disse|diz|escreveu|scrive|ha\s+scritto|zegt|schreef|zei|pisze|napisa[łl]a?|napsala?|s[äa]ger|skrev|sier|kirjoitti|dedi\s+ki|mondta|[íi]rta|spune|говорит|пишет|написала?|сказала?|оставила?(?:\(а\))?\s+(?:этот\s+)?комментарий)"
    r"\s*(?:[:：.…,]|\.\.\.|$|am|on|at|le|el|um|в\s|\d)",
    re.I,
)

#: "Comment from Ann": what a theme prints before a name, in a line of its own
COMMENT_BY = re.compile(
    r"\W*(?:comment|commentaire|comentario|kommentar)\s+(?:from|by|de|par|von|por)\s+\S", re.I
)

WEEKDAY = re.compile(
    r"[|,]\s+(?:mo|di|mi|do|fr|sa|so)\.?\W*$|(?:^|[\s,(|–—-])(?:(?:on|am|le|el|il|op|dne|den)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|(?:segunda|ter[çc]a|quarta|quinta|sexta)(?:-feira)?|luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|"
    r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|pondělí|úterý|středa|čtvrtek|pátek|neděle|"
    r"domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|(?:mån|tis|ons|tors|fre|lör|sön|man|tirs|lør|søn)dag|(?:mon|tue|wed|thu|fri|sat|sun)(?=[.,]))\W*$",
    re.I,
)

#: a byline that says what its comment is
PING_BYLINE = re.compile(
    r"(?:^\W*|\(via\s+)(pingback|trackback)(?:\s*:|\)|\s+(?:by|at|from|on|von|am|de|da|di|por|par|le|el|il)\s)",
    re.I,
)

#: what leads to more of what is told beside it; a longer text that begins so may be a title
READ_MORE = re.compile(
    r"\W*(?:(?:read|see|view|learn|show)\s+(?:all|more)\b.{0,40}|(?:continue|keep)\s+reading\b.{0,40}|(?:sigue|seguir|continuar)\s+leyendo|continuer\s+(?:la\s+lecture|à\s+lire)|more(?:\s+\w+){0,2}|weiterlesen|mehr(?:\s+\w+){0,2}|lire\s+la\s+suite|en\s+savoir\s+plus|"
    r"(?:leer|ver)\s+m[áa]s|leia\s+mais|leggi\s+(?:tutto|altro|di\s+più)|continua(?:\s+a\s+leggere)?|lees\s+(?:verder|meer)|czytaj(?:\s+więcej|\s+dalej)?|więcej|"
    r"xem\s+thêm|selengkapnya|lihat\s+semua|baca\s+selengkapnya|devamı(?:nı\s+oku)?|tümü(?:nü\s+gör)?|ver\s+tod[oa]s?|voir\s+(?:plus|tout)|vedi\s+tutti|alle\s+(?:ansehen|anzeigen)|zobacz\s+więcej|"
    r"περισσότερα|ادامه\s+مطلب|بیشتر|اقرأ\s+المزيد|المزيد|もっと見る|더\s?보기|查看更多|更多|läs\s+mer|les\s+mer|читать(?:\s+далее)?|подробнее|続きを読む|阅读(?:全文|更多))\W*",
    re.I,
)

PINGBACK = re.compile(r"^(?:pingback|trackback|ping|tb)\b\s*(?::|von|from|by|de|da|por)", re.I)

#: what a theme prints in the place of the name of a page that tells of this one
PING_LABEL = re.compile(r"(?:pingback|trackback|ping|tb|webmention)s?\W*", re.I)

#: a heading over such pages and nothing else
PING_HEADING = re.compile(r"\W*\d*\s*(?:pingbacks?|trackbacks?|pingback\(s\)|trackback\(s\))\W*\d*\W*", re.I)

ITEM_ID = re.compile(
    r"^(?:(?:(?:[a-z]+[-_])*|the|single|gist|issue)(?:comments?|cmt|cmnt|reply|kommentar|comentario|commentaire|reactie|komentar|"
    r"koment|coment|response|yorum|talkback|commento|feedback|(?<!thankyou-)message)|(?:li-|div-)?[-_]?(?:c|com|comm|msg|t))[-_:]?(\d+|[0-9a-f]{8,})$"
    r"|^(?:li-)?comment[-_](?:\d+(?:[-r]\d+){1,6}|\d+\.md|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$",  # static ones
    re.I,
)

#: names of what holds a whole thread
TALK = re.compile(
    r"^(?:the|all|post|entry|blog|user)?[-_]?(?:comments?|commentlist|comment-list|comment_list|trackbacks?|pingbacks?|pings?|responses|discussion|kommentare|commentaires|comentarios|reacties)"
    r"(?:[-_]{0,2}(?:list|area|wrap|wrapper|block|body|content|thread|section))?$",
    re.I,
)

#: pieces of such names
TALK_PIECES = ("comment", "kommentar", "coment", "reacti", "discuss", "respon", "trackback", "ping")

#: what a site says of itself below all its pages
ALL_RIGHTS = re.compile(r"\ball rights reserved\b", re.I)
IMPRINT = re.compile(r"©|\(c\)\s+\d{4}|\bcopyright\b.{0,30}\d{4}|\ball rights reserved\b", re.I)

#: "3 hours ago"
_AGO = "|".join((
    r"\b(?:\d+\s+\w+,\s+)?(?:\d+|an?|one)\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago\b|\b\d+\s?(?:secs?|[smhdwy]|mins?|hrs?|mos?|mths?|wks?|yrs?)\s+ago\b",
    r"\b(?:(?:about|over|almost|less\s+than)\s+)?(?:\d+|an?|half\s+an)\s+(?:second|minute|hour|day|week|month|year)s?\s+later\b",
    r"\b(?:(?:environ|presque|moins\s+d[e'])\s*)?(?:\d+|une?)\s+(?:seconde|minute|heure|jour|semaine|moi|an|année)s?\s+plus\s+tard\b",
    r"\b(?:(?:etwa|ungefähr|fast)\s+)?(?:\d+|eine?[rmn]?)\s+(?:sekunde|minute|stunde|tag|woche|monat|jahr)\w*\s+später\b",
    r"\bvor\s+(?:\d+|eine[rmn])\s+(?:sekunde|minute|stunde|tag|woche|monat|jahr)\w*(?:,\s+\d+\s+\w+)?",
    r"\b(?:il\s+y\s+a|hace|há|acum|před)\s+(?:\d+|une?|una?|uma?)\b(?:\s+\w+,\s+\d+\s+\w+)?",
    r"\b(?:\d+\s+\w+,\s+)?\d+\s+\w+\s+(?:her|atrás|fa|geleden|sedan|siden|sitten|temu|önce|назад|тому|trước|lalu|پیش|ezelőtt)\b",
    r"\b(?:πριν(?:\s+από)?|לפני|منذ|قبل)\s+\d+",
    r"\d+\s*(?:年|[个個箇かカヶヵケ]?月|周|週間?|星期|礼拜|天|日|[个個]?小[时時]|時間|分[钟鐘]?|秒[钟鐘]?)\s*[之以]?前",
    r"\d+\s*(?:년|개월|달|주|일|시간|분|초)\s*전",
))  # fmt: skip
AGO = re.compile(_AGO, re.I)
#: when something was written, where no whole date tells it: a weekday, a clock, a day without its year, "3 hours ago"
WHEN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}:\d\d\s*[ap]\.?m\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|" + _AGO,
    re.I,
)

#: names that say where a row stands among others, and not what it is
POSITION = re.compile(r"(?:odd|even|alt(?:ernate)?|first|last|row\d*|n?\d+|col.*|clearfix)$", re.I)

#: classes that only move an element, as Bootstrap's and Tailwind's do: "mb-4", "mt60", "border-bottom", "ml-md-5"
SPACING = re.compile(
    r"(?:[a-z]{2}:)?-?(?:m|p|gap)[trblxyse]?-?(?:[a-z]{2}-)?\d+|(?:margin|padding)-?(?:top|bottom|left|right)?-?\d+|"
    r"border(?:-[a-z0-9]+)?|rounded(?:-\w+)?|bg-\w+|(?:col|offset)-.*|clearfix|d-(?:\w+-)?flex|w-\d+",
    re.I,
)

#: "comment-item", and the same behind what a theme calls itself ("mo-comment-card")
ITEM_CLASS = re.compile(
    r"^(?!(?:recent|latest|last|has|have|with|no|not|num|count|add|leave|write|new|top|popular|all|hide|show|view|your|edit|reply|submit|preview|to|go|goto|jump|open|toggle|load)(?:[-_]|(?=com)))"
    r"(?:[a-z0-9]{1,12}[-_]{1,2}|single|the|one|blog|post|entry|item|user|my|list|media|article|block|(?:[a-z]{2,4}-)?conversation[-_]?)?(?:comments?|cmts?|kommentar|comentario|commentaire|reactie|komentarz?|"
    r"feedback|commentary|reply|yorum|response|message)(?:[-_]{0,2}(?:item|entry|box|block|wrap|wrapper|body|post|single|row|holder|container|con|"
    r"bubble|even|odd|node|element|card|li|article|parent|child|alt|\d))*$",
    re.I,
)

#: pieces of such classes
ITEM_PIECES = (
    "comment", "cmt", "komment", "koment", "coment", "reacti", "feedback", "reply", "yorum", "response", "message",
)  # fmt: skip

#: pieces of class, id and fragment around what counts the comments
DECLARING = (
    "comment",
    "respon",
    "repl",
    "kommentar",
    "reacti",
    "coment",
    "discuss",
    "feedback",
    "cmt",
    "meta",
    "footer",
)

#: what stands in the class or id of an element that tells how many comments there are, and nothing else
COUNTING = ("comment", "kommentar", "coment", "reacti", "discuss", "replies", "respon")

_IN_REPLY = (
    r"(?:in\s+reply\s+to|(?:in\s+)?respon(?:se|ding)\s+to|repl(?:y|ying|ied)\s+to|antwort(?:et)?\s+auf|als\s+antwort\s+auf|en\s+r[ée]ponse\s+[àa]|r[ée]pond\s+[àa]|en\s+respuesta\s+a|"
    r"em\s+resposta\s+a|in\s+risposta\s+a|als\s+reactie\s+op|w\s+odpowiedzi\s+(?:na|do)|v\s+odpov[ěe]di\s+na|svar\s+p[åa]|в\s+ответ\s+на|ответ\s+на|回复|回覆|への返信|>>)"
)
REPLY_TO = re.compile(
    _IN_REPLY + r"\s*(?:(?:comment|kommentar|commentaire)\s*)?(?:(?:#|no?\.\s*|№)(\d{1,4})\b|$)", re.I
)
#: what a line begins with that tells whom a comment answers, and may tell when that one was written
ANSWERING = re.compile(rf"\W*{_IN_REPLY}\s", re.I)
#: whom a line says that it answers, and no more: "In reply to Ann"
REPLY_TO_NAME = re.compile(rf"\W*{_IN_REPLY}\s*[:：]?\s*@?(\S.{{0,60}}?)\W*", re.I)

#: what a link to a post's own page says
PERMALINK = re.compile(
    r"\W*(?:perma-?link|permanent\s+(?:link|url)|permalien|lien\s+permanent|enlace\s+permanente|link\s+permanente|"
    r"固定リンク|永久链接)\W*",
    re.I,
)

#: what a link to answer says to those who hear it: "Reply to Ann", "Auf Ann antworten"
ANSWER_WHOM = re.compile(
    r"(?:reply\s+to|répondre\s+à|responder\s+a|rispondi\s+a|antwoord\s+op|odpowiedz\s+użytkownikowi|antworte\s+auf|"
    r"svara\s+(?:på|till)|svar\s+(?:på|til))\s+(?!(?:this|the|that|comment|kommentar\w*|commentaire|ce|cette?|est[ea]|quest[oa]|"
    r"commento|dies\w+|dit|denn?a?|detta)\b)(.{1,80})|auf\s+(?!(?:den|dies\w+|kommentar\w*)\b)(.{1,80}?)\s+antworten",
    re.I,
)

UNTITLED = re.compile(
    r"^\W*(?:untitled|no\s+title|ohne\s+titel|sans\s+titre|sin\s+t[íi]tulo|sem\s+t[íi]tulo|senza\s+titolo|bez\s+tytu[łl]u|без\s+названия|無題|无标题)\W*$",
    re.I,
)

#: what leads back to a page's top
TOP = re.compile(
    r"\W*(?:(?:(?:go|scroll)\s+)?(?:back\s+)?(?:to\s+)?(?:the\s+)?top(?:\s+of\s+(?:the\s+)?page)?|nach\s+oben|(?:zum\s+)?seitenanfang|"
    r"(?:retour\s+en\s+)?haut(?:\s+de\s+(?:la\s+)?page)?|(?:volver\s+)?arriba|torna\s+su|naar\s+boven|наверх|вверх|回到顶部|返回顶部|トップへ)\W*",
    re.I,
)

#: what asks to press the buttons below it
SHARING = re.compile(
    r"\b(?:shar(?:e|ing)|spread|follow|like\s+(?:this|us)|tell\s+\w+\s+friends?|teilen?|partage[rz]?|compart\w+|condivi\w+|"
    r"deel|delen|del|dela|jaa|sdílej\w*|udostępnij|podziel|megosztás|paylaş\w*|bagikan|chia\s+sẻ)\b|подел|分享|シェア|공유",
    re.I,
)

#: links that share a page
SHARE_HREF = re.compile(
    r"facebook\.com/(?:sharer?\b|dialog/(?:share|feed))|twitter\.com/(?:intent|share|home\?status)|//x\.com/(?:intent|share)|plus\.google\.com/share"
    r"|linkedin\.com/(?:sharearticle|cws/share|sharing)|pinterest\.[a-z.]+/pin/create|reddit\.com/submit|//t\.me/share|telegram\.me/share"
    r"|//wa\.me/\?text|whatsapp(?:\.com|:/)/send|//vk\.com/share|tumblr\.com/(?:share|widgets/share)|mailto:\?|digg\.com/submit|del\.?icio\.us(?:\.com)?/(?:post|save)"
    r"|stumbleupon\.com/submit|service\.weibo\.com/share|hatena\.ne\.jp/(?:add|entry|append)|getpocket\.com/(?:save|edit)|line\.me/R/|xing\.com/\S*share"
    r"|ycombinator\.com/submitlink|myweb2?\.(?:search\.)?yahoo\.com/|digg\.com/remote-submit|technorati\.com/faves|furl\.net/store|google\.com/bookmarks|favorites\.live\.com|blinklist\.com/|spurl\.net/|ma\.gnolia\.com/bookmark|newsvine\.com/_tools|bsky\.app/intent|threads\.net/intent|[?&]share=(?:facebook|twitter|x|email|linkedin|pinterest|tumblr|reddit)\b",
    re.I,
)
#: pieces of which each of them has one
SHARE_PIECES = (
    "shar", "intent", "tweet", "?status", "submit", "pin/create", "wa.me", "/send", "mailto:?", "hatena", "pocket",
    "line.me", "icio", "myweb", "faves", "/store", "bookmark", "favorites", "blinklist", "spurl", "_tools",
)  # fmt: skip
