"""Comments marked up for machines, whatever prints them: schema.org microdata and microformats."""

from scraper.rules import CommentSystem

SCHEMA_ORG = CommentSystem(
    name="schema.org",
    item=("[itemtype$='schema.org/Comment']:not(ol):not(ul)", "[itemtype$='schema.org/UserComments']:has([itemprop])", "[itemprop='comment'][itemscope]:not(ol):not(ul)"),
    comment={
        "id": ("[itemtype$='/Comment'][id]::attr(id)", "[itemtype$='/UserComments'][id]::attr(id)", "[itemprop='comment'][id]::attr(id)"),
        "author": (
            "[itemprop='author'] [itemprop='name']", "[itemprop='creator'] [itemprop='name']", "[itemprop='author']", "[itemprop='creator']",
        ),
        "author_url": (
            "[itemprop='author'] [itemprop='url']::attr(href)", "[itemprop='creator'] [itemprop='url']::attr(href)",
            "[itemprop='author'] a[href]::attr(href)", "[itemprop='creator'] a[href]::attr(href)",
        ),
        "published": ("[itemprop='datePublished']", "[itemprop='dateCreated']", "[itemprop='commentTime']", "time"),
        "body": ("[itemprop='text']", "[itemprop='commentText']", "[itemprop='description']"),
        "url": ("[itemprop='url'][href*='#']::attr(href)",),
    },
)  # fmt: skip

MICROFORMATS = CommentSystem(
    name="microformats",
    item=(".u-comment", ".p-comment", ".h-entry .h-cite, .h-entry ~ * .h-cite"),
    comment={
        "id": (".u-comment[id]::attr(id)", ".h-cite[id]::attr(id)"),
        "author": (".p-author .p-name", ".p-author", ".h-card .p-name", ".h-card"),
        "author_url": (".p-author .u-url::attr(href)", "a.p-author::attr(href)", "a.h-card::attr(href)"),
        "published": (".dt-published",),
        "body": (".e-content", ".p-content", ".p-summary"),
        "url": ("a.u-url::attr(href)",),
    },
)
