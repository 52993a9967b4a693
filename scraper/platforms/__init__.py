"""Platforms as data, in the order in which they are asked: the certain before the general."""

from scraper.platforms.blogger import BLOGGER
from scraper.platforms.chyrp import CHYRP
from scraper.platforms.drupal import DRUPAL
from scraper.platforms.e107 import E107
from scraper.platforms.geeklog import GEEKLOG
from scraper.platforms.hosts import (
    BLOGSMITH,
    GHOST,
    LIVEJOURNAL,
    MEDIUM,
    SHOPIFY,
    SQUARESPACE,
    SUBSTACK,
    TUMBLR,
    WEEBLY,
    WIX,
)
from scraper.platforms.htmly import HTMLY
from scraper.platforms.lifetype import LIFETYPE
from scraper.platforms.movabletype import MOVABLE_TYPE, TYPEPAD
from scraper.platforms.phpfusion import PHP_FUSION
from scraper.platforms.pivotx import PIVOTX
from scraper.platforms.pluxml import PLUXML
from scraper.platforms.selfhosted import (
    B2EVOLUTION,
    BBLOG,
    DASBLOG,
    DOKUWIKI,
    DOTCLEAR,
    EMLOG,
    EXPRESSION_ENGINE,
    FLATPRESS,
    GNUBOARD,
    HABARI,
    JOOMLA,
    NUCLEUS,
    TEXTPATTERN,
    TYPO,
    ZBLOG,
)
from scraper.platforms.serendipity import SERENDIPITY
from scraper.platforms.sphpblog import SPHPBLOG
from scraper.platforms.spip import SPIP
from scraper.platforms.static import (
    BLOSXOM,
    DISTILL,
    DOCUSAURUS,
    ELEVENTY,
    HEXO,
    HUGO,
    IKIWIKI,
    JEKYLL,
    NIKOLA,
    PELICAN,
    PUBLII,
    QUARTO,
    VUEPRESS,
)
from scraper.platforms.tdiary import TDIARY
from scraper.platforms.typecho import TYPECHO
from scraper.platforms.wordpress import WORDPRESS
from scraper.platforms.world import (
    AMEBLO,
    CANALBLOG,
    CNBLOGS,
    CSDN,
    EGLOOS,
    FC2,
    HATENA,
    LIVEDOOR,
    NAVER,
    OVERBLOG,
    PIXNET,
    SAPO,
    SINA,
    SKYROCK,
    TEXTCUBE,
    TISTORY,
    UOL,
    WECHAT,
)
from scraper.platforms.xoops import XOOPS
from scraper.rules import Platform

PLATFORMS: tuple[Platform, ...] = (
    SERENDIPITY,
    TYPECHO,
    EMLOG,
    ZBLOG,
    GNUBOARD,
    DRUPAL,
    SINA,  # names WordPress's address for programmes, too
    WORDPRESS,
    TYPEPAD,
    MOVABLE_TYPE,
    BLOGGER,
    JEKYLL,
    HUGO,
    HEXO,
    VUEPRESS,
    DOCUSAURUS,
    QUARTO,
    DISTILL,
    PUBLII,
    PELICAN,
    NIKOLA,
    ELEVENTY,
    GHOST,
    SUBSTACK,
    MEDIUM,
    TUMBLR,
    LIVEJOURNAL,
    SHOPIFY,
    SQUARESPACE,
    WIX,
    WEEBLY,
    JOOMLA,
    B2EVOLUTION,
    CHYRP,
    E107,
    HTMLY,
    PIVOTX,
    PLUXML,
    BBLOG,
    DASBLOG,
    GEEKLOG,
    LIFETYPE,
    SPHPBLOG,
    BLOGSMITH,
    SPIP,
    XOOPS,
    PHP_FUSION,
    TEXTPATTERN,
    EXPRESSION_ENGINE,
    DOTCLEAR,
    HABARI,
    NUCLEUS,
    FLATPRESS,
    TYPO,
    DOKUWIKI,
    IKIWIKI,
    BLOSXOM,
    HATENA,
    AMEBLO,
    FC2,
    LIVEDOOR,
    NAVER,
    PIXNET,
    TDIARY,
    EGLOOS,
    TEXTCUBE,
    TISTORY,
    CSDN,
    WECHAT,
    CNBLOGS,
    OVERBLOG,
    CANALBLOG,
    SKYROCK,
    SAPO,
    UOL,
)
