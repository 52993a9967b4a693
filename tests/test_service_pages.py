"""Pages of a platform that look like a post and are none, as their addresses tell on that platform alone."""

import pytest

from scraper.extract import parse_page

SIGNS = {
    "livejournal": '<link rel="stylesheet" href="https://l-stat.livejournal.net/x.css">',
    "tumblr": '<link href="https://assets.tumblr.com/x.css"><meta name="tumblr-theme" content="1">',
    "zblog": '<script src="/zb_system/script/common.js"></script><link href="/zb_users/theme/a/style.css">',
    "ameblo": '<script src="https://stat100.ameba.jp/x.js"></script>',
    "csdn": '<link href="https://csdnimg.cn/x.css">',
    "cnblogs": '<link href="https://common.cnblogs.com/css/blog-common.css">',
}
TEXT = "<p>We stood on the bank until it was dark, and nobody would say what it was that we had come to hear.</p>"


@pytest.mark.parametrize(
    ("platform", "path", "kind"),
    [
        *(("livejournal", path, "archive") for path in ("/calendar", "/2008/04/", "/tag/weir")),
        ("livejournal", "/profile", "page"),
        *(("livejournal", path, "post") for path in ("/4065.html", "/2025/12/29/slug.html")),
        *(("tumblr", path, "page") for path in ("/ask", "/submit")),
        *(("zblog", path, "archive") for path in ("/date-2026-9.html", "/tags-12.html")),
        *(("ameblo", path, "archive") for path in ("/engawa/archive-201612.html", "/engawa/imagelist.html")),
        ("ameblo", "/engawa/entry-12226000003.html", "post"),
        ("csdn", "/hebian/article/list/2", "archive"),
        ("csdn", "/hebian/article/details/430", "post"),
        *(("cnblogs", path, "archive") for path in ("/hebian/p/", "/hebian/MyComments.html")),
        ("cnblogs", "/hebian/p/4300.html", "post"),
    ],
)
def test_the_platform_tells_by_the_address(platform, path, kind):
    html = f"<title>The weir</title>{SIGNS[platform]}<h1>The weir</h1><p>2026-09-03 10:00</p>{TEXT}{TEXT}"
    found = parse_page(html.encode(), f"https://otter.example{path}")
    assert (found.platform, found.kind) == (platform, kind)
