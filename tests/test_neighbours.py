"""Which links lead to the posts before and after, and which only look so."""

import pytest

from scraper import parse_page

TEXT = "The ferry has not run since the week after the flood, and nobody says when it will run on the river again. "
PAGE = (
    "<html><head><title>The ferry - Weir</title></head><body><div><h1>The ferry</h1><p>2014-05-10</p>"
    "<div class=words><p>{0}</p><p>{0}</p></div><div class=ways>{1}</div></div></body></html>"
)
BACK, ON = "http://weir.example/the-old-lock", "http://weir.example/the-new-lock"
PREVIOUS, NEXT = (BACK, None), (None, ON)
#: what stands below a post -> where it says that the posts before and after are
WAYS = {
    "<a href=/the-old-lock>« The old lock</a>": PREVIOUS,
    "<a href=/the-new-lock>The new lock »</a>": NEXT,
    "<a href=/the-old-lock>Zurück</a> <a href=/the-new-lock>Weiter</a>": (BACK, ON),
    "<a href=/the-old-lock>« Oak</a> <a href=/the-new-lock>Inside the oak »</a>": (BACK, ON),
    "<a href=/the-old-lock>Ältere Beiträge</a>": PREVIOUS,
    "<a href=/the-new-lock>Neste innlegg</a>": NEXT,
    "<a href=/the-old-lock>Last post</a>": PREVIOUS,
    # "back" is not "before"
    "<a href=/the-old-lock>Zurück</a>": (None, None),
    "<a href=/the-old-lock>Zurück zur Übersicht</a>": (None, None),
    "<a href=/the-old-lock>« Back to the locks</a>": (None, None),
    # a title in marks of quotation
    "<a href=/the-old-lock>«Le» débat</a>": (None, None),
    "<a href=/the-old-lock>« Je ne suis pas une écluse », dit-il</a>": (None, None),
    # an arrow as an ornament
    "<a href=/the-new-lock>Inside the oak »</a>": (None, None),
    "<a href=/the-new-lock>Alle Termine >></a>": (None, None),
    "<a href=/lock>Upgrade to Pro →</a>": (None, None),
    # the words at the beginning of a title
    "<a href=/the-old-lock>Last Month, 500 Million People Crossed the River</a>": (None, None),
    "<a href=/the-old-lock>Ältere und spezielle Schleusen</a>": (None, None),
    "<a href=/the-new-lock>Weiter Streit um die Fähre</a>": (None, None),
    "<a href=/the-new-lock>neste link</a>": (None, None),
    "<a href=/the-new-lock>NEXT Blog</a>": (None, None),
}


@pytest.mark.parametrize("ways", WAYS)
def test_way_to_a_neighbour(ways):
    found = parse_page(PAGE.format(TEXT * 3, ways).encode(), "http://weir.example/the-ferry").post
    assert (found.previous_url, found.next_url) == WAYS[ways]
