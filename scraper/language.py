"""Which language a text is in, by its letters and its commonest words; never by what a template claims."""

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e01-\u0e5b]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("kn", re.compile(r"[\u0c80-\u0cff]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("si", re.compile(r"[\u0d80-\u0dff]")),
    ("lo", re.compile(r"[\u0e81-\u0edf]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
)
_FOREIGN = re.compile("[\u0370-\U0010ffff]")  #: every script above, and more
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile("[A-Za-z]+")

#: words that are common in one language and rare in its neighbours
_COMMON = {
    "en": "the of and to in is that it was for you with on are this be have as not they from at but what by we an can there all if would which their been when who more will about so his had has were your just out up my",
    "de": "der die und das nicht ist ich sie es mit ein auf dem den zu von eine für sich auch wird noch wie als nach bei aus aber wenn nur oder sind haben hat war kann über einen zum zur so man wir dass mal schon im werden",
    "fr": "le la les et des est pas que une dans qui vous pour ce sur je au plus par avec tout il du sont nous mais cette être ces ou aux on elle bien même fait aussi son ses ont leur était comme sans très deux si ne en",
    "es": "el la de que y los en un las por con no una su para es al lo como más pero sus ha este si porque muy sin sobre también me hasta hay donde quien desde todo nos durante uno ni contra ese eso del está yo son fue",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse você são está foi",
    "it": "di che è la il un non per una in sono ho lo ma del con si le della nel al dei gli da anche come più alla se mi questo ti ci io quando cosa tutto era molto mio sua suo perché delle degli dal questa essere fatto nella hai",
    "nl": "de het een en van ik te dat die in is niet je zijn op aan met voor er maar om dan zou of wat mijn hebben naar wij uit ook als bij nog geen wel kan deze heeft meer al door over werd worden omdat hun veel was",
    "sv": "och att det som en på är av för med den till inte har om de jag ett man men från så vi var när sig ska kan hade eller efter också bara sin nu mycket där finns blir mig här dem detta alla varit skulle",
    "da": "og det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være jeg også bliver meget",
    "no": "og det er på at en jeg til som med den for ikke av de har om et var men meg seg så kan fra du han hun eller vi hva også når blir ble være etter bare mye skal noe hvor opp ut nå enn siden dette mer alle disse min",
    "fi": "ja on ei se että hän oli ole mutta en kun niin mitä sen minä olen ovat myös jos tai kuin joka vain nyt sitä voi sinä tämä mukaan hyvin vielä siitä kanssa sekä ollut jo siis minun joten kuitenkin koska mikä olisi tässä",
    "pl": "i w nie na to się z że do jest jak o co a po ale tak za od już tylko jego przez czy jej dla było są może który jeszcze przy być tym te był mnie która mam też które bardzo więc bo tego ma ich gdy",
    "cs": "a se na je že to v s z do o k si i ve ale za jako po jsem jak by pro tak není už byl od které bylo jen nebo při které když který co jsou jeho více ještě také ten až může nikdo kdy zase my tam přes bez jsme bych byla proto podle před tím než této",
    "sk": "a sa na je že to v s z do o k si i vo ale za ako po som by pre tak nie už bol od ktoré bolo len alebo pri keď ktorý čo sú jeho viac ešte aj ten až môže bola preto podľa pred tým než tejto mi sme toho iba veľmi",
    "hu": "a az hogy és nem is egy ez van meg de ha csak már volt mint még vagy el én ki azt be mert ami ezt fel lesz sem nagyon te ő ezek azok után aki minden olyan között lehet itt több most kell hanem akkor így",
    "ro": "și în de la a că nu o cu pe din un care mai este sunt pentru ce să au dar fi ca se am era prin după cum până foarte doar dacă sau această acest lui ei fost când despre tot el ne vă și-a sa lor",
    "tr": "ve bir bu da de için ile çok ne o ama gibi daha en kadar var olarak değil sonra ben mi ya her şey olan ki biz olduğu oldu ise diye sen bana yok nasıl hiç zaman neden böyle şimdi onu bunu",
    "ca": "que de i la el a en no un per amb una els les es al del més com si però ha són o aquest aquesta també perquè seva seu molt tot quan fer ja hi us aquests només fins sense sobre està pot altres",
    "id": "yang dan di untuk dengan ini itu tidak dari dalam akan pada juga saya ke karena ada kami bisa sudah lebih atau oleh seperti mereka kita dia telah anda adalah sebagai dapat hanya tersebut banyak lagi bahwa tetapi orang lagi saat kalau sangat bukan yaitu",
    "vi": "và của là có không những được một trong cho người đã với các này khi để cũng như đó nhưng từ về nhiều ra lại đến vào phải anh tôi rất hay làm nào",
    "hr": "i u je na se da su za od s o kao što ne koji ali te to bi iz po sam biti samo ili nije koja koje ako kako već više može sve njegov bila bio smo jer kad ima vrlo tko",
    "sl": "in je v na se da so za ne ki pa z s tudi kot po ali še bi od lahko pri iz bil kar sem bila bilo samo če tako ko več ima ni zelo kako vse med jih",
    "lt": "ir yra kad su iš į tai bet ne o kaip buvo už dar tik jau nuo per po mano aš mes jis ji jie apie kai jei kur labai gal čia taip ar bei savo vis visi man būti nes prie kas ką ten dėl arba tada šiandien",
    "lv": "un ir ka no ar uz par bet nav kas tas kā es tā arī vai bija pie jau līdz tik ko pēc lai mēs viņš ja vēl ļoti kad gan to šo šis man savu var tikai būs tad pa tomēr bez viņa esmu jo",
    "et": "ja on ei et see ta ka oli ma kui aga mis siis ning või nii kes seda oma ju mu veel välja kõik nagu tema mida pole sest väga olen juba nüüd ainult kuid üks sa me saab olla palju peale",
    "is": "og að í á er sem það við til um en með ekki var af ég hann því eru fyrir hún þetta svo eins þá hafa verið hefur mjög þegar frá eða þeir sér upp hér nú mér ef hvað þess þar þó kom mig minn meira",
    "cy": "yn yr ar ei mae am ac oedd wedi gan bod hynny fy eu ond sy fod hefyd ni fel ein dim fe roedd chi hon hwn nid na rhai mwy iawn bydd",
    "ga": "agus an na ar go is le do ní bhí sé atá ag sin seo mar ach nach tá níos chun leis sí siad mé don faoi féin bhfuil raibh",
    "sq": "dhe në të që për një nga si ka se është më do por nuk ne ishte janë kam ky kjo kur edhe ai ajo tij saj pas çdo mund ose këtë deri vetëm shumë mirë aty ku tek jam",
    "eu": "eta da ez bat du dira dute zen egin baina ere hau izan dela den oso behar gure nire hori honetan beste zuen baino duen edo dut dugu egiten nik ditu bezala gero hemen zer",
    "gl": "de que e a o da en do un unha non por con para os as no na se máis como ao dos das á ás pero moi tamén xa foi está esta este cando onde isto co coa polo pola dun dunha nunha lle así moito ata ou teño ten estaba",
    "ms": "yang dan di untuk dengan ini itu tidak dari dalam akan pada juga saya ke ada oleh kami kita sudah atau seperti mereka telah adalah hanya lebih kerana bahawa ialah iaitu daripada kepada sahaja apabila beliau tiada selepas boleh tetapi",
    "tl": "ang ng sa mga na ay at ko ako hindi si ito kung para ni ka siya niya lang pa naman mo may isang din nang kami yung po namin dahil lahat tayo sila ba kaya wala nila",
    "af": "die nie ek vir sy hy hulle sal jy deur baie toe sê dis hierdie kon mense omdat vandag hul myself gesê my van in is het dat te om met op was as ons ook na en",
    "eo": "la de kaj en estas mi ne al ke por kun tio sed ĝi kiu oni pri el ili ĉi estis ankaŭ nur jam tre plej kiel se ŝi ĉar kiam niaj mia havas tiu",
    "la": "et in est non ad ut cum qui quod ex nec ab aut enim esse quae sed per ac ipsum dolor sit amet eget vel nulla id eu nunc vestibulum lorem ante orci velit quam sem pellentesque",
    "be": "і ў не на што я з як а гэта да па але мы за так усе ад бы вы для пра было яго толькі мне калі ужо быў яшчэ мяне або яны таксама які каб можна вельмі яна ці гэты быць",
    "mk": "и во не на што тој со јас како а тоа по но ние за од се да ќе сум е при или има само ако си го му ги таа тие беше уште многу еден кој кои оваа овој кога може биде",
    "ru": "и в не на что он с я как а то это по к но мы за из же так все от бы у вы для о было его только мне если да когда уже был ещё меня или есть их она тоже до который чтобы можно очень",
    "uk": "і в не на що він з я як а то це по до але ми за із же так все від би у ви для про було його тільки мені якщо та коли вже був ще мене або є їх вона також який щоб можна дуже й",
    "bg": "и в не на че той с аз как а това по към но ние за от се да ще са съм е при или има като само ако си го ни ми те те беше още много един което които тази този след може",
    "sr": "и у је на се да су за од са о као што не који али то би из по сам бити само или није која које ако како већ више може све био смо јер кад има",
}  # fmt: skip
#: languages so near that of a short text one leaves the other no lead: neither makes the other less sure
_KIN = ({"id", "ms"}, {"pt", "gl"}, {"es", "gl"}, {"nl", "af"})
_WORDS = {lang: frozenset(words.split()) for lang, words in _COMMON.items()}
_BY_WORD: dict[str, list[str]] = {}
for _lang, _words in _WORDS.items():
    for _word in _words:
        _BY_WORD.setdefault(_word, []).append(_lang)

_TAG = re.compile(r"^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$", re.I)


def read_tag(text: str | None) -> str | None:
    """A BCP 47 tag as pages write it (``en_US``, ``de-de``) -> ``en-US``; None for anything else."""
    text = (text or "").strip().split(",")[0].strip()
    if not _TAG.match(text):
        return None
    first, *rest = text.replace("_", "-").split("-")
    return "-".join(
        [
            _COUNTRIES.get(first.lower(), first.lower()),
            *(r.upper() if len(r) == 2 else r.title() if len(r) == 4 else r for r in rest),
        ]
    )


#: codes of countries that pages give for their language, and that are no language's
_COUNTRIES = {"cn": "zh", "jp": "ja", "cz": "cs", "dk": "da", "gr": "el", "ua": "uk"}


def detect(text: str) -> tuple[str | None, float]:
    """(ISO 639-1 code, how sure 0 to 1) of a text; (None, 0) where there is too little of it."""
    sample = text[:6000]
    plain = sample.isascii()
    words = (_PLAIN_WORD if plain else _WORD).findall(sample)
    letters = sum(map(len, words))
    if letters < 12:
        return None, 0.0
    if plain or len(_FOREIGN.findall(sample)) <= 0.08 * letters:
        return _by_words(words, None, None)
    rare: str | None = None
    for lang, script in _SCRIPTS:
        found = len(script.findall(sample))
        share = (
            2 * found / (letters + found) if lang in ("zh", "ko") else found / letters
        )  # each says what a word does
        if share > (0.08 if lang == "ja" else 0.35):
            if lang in ("ru",):
                return _by_words(words, ("ru", "uk", "bg", "sr", "be", "mk"), lang)
            if lang == "ar":
                urdu = re.search("[ٹڈڑں]", sample)
                return ("ur" if urdu else "fa" if re.search("[پچژگ]", sample) else "ar"), 0.9
            return lang, 0.98
        rare = rare or (lang if share > 0.12 else None)
    spelled, sure = _by_words(words, None, None)
    return (
        (rare, 0.5) if rare and sure < 0.6 else (spelled, sure)
    )  # names of commands, and little else in Latin


def speaks(text: str, language: str, share: float = 1 / 6) -> bool:
    """Is a good part of a text's words, of whatever script, of the commonest of a language?"""
    words = [*map(str.lower, _WORD.findall(text[:6000]))]
    return sum(map(_WORDS.get(language, frozenset()).__contains__, words)) > share * len(words)


def speaks_beside(text: str, language: str) -> bool:
    """Are a text's words of Latin letters, beside those of another script, of a language: a lesson in the other's?"""
    latin = [word for word in _WORD.findall(text[:6000]) if word < "\u0250"]
    return len(latin) > _LESSON and speaks(" ".join(latin), language)


_LESSON = 40  # words: a text in another script quotes fewer


def _by_words(
    words: list[str], among: tuple[str, ...] | None, default: str | None
) -> tuple[str | None, float]:
    counts: Counter[str] = Counter()
    for word, times in Counter(map(str.lower, words)).items():
        if langs := _BY_WORD.get(word):
            weight = times / len(langs) ** 0.5
            for lang in langs:
                if among is None or lang in among:
                    counts[lang] += weight
    if not counts:
        return default, 0.5 if default else 0.0
    (best, score), *rest = counts.most_common(4)
    kin = {best}.union(*(group for group in _KIN if best in group))
    second = next((points for lang, points in rest if lang not in kin), 0)
    enough = min(1.0, score / 12)
    return best, round(enough * (0.5 + 0.5 * (score - second) / score), 2)
