"""Comment systems as data, in the order in which they are asked: the certain before the general."""

from scraper.comments.bblog import BBLOG
from scraper.comments.blogger import BLOGGER, BLOGGER_CLASSIC
from scraper.comments.blosxom import BLOSXOM
from scraper.comments.canalblog import CANALBLOG
from scraper.comments.chyrp import CHYRP
from scraper.comments.disqus import DISQUS, DISQUS_FRAME, DISQUS_PRINTED
from scraper.comments.dotclear import DOTCLEAR
from scraper.comments.drupal import DRUPAL
from scraper.comments.e107 import E107
from scraper.comments.expressionengine import EXPRESSIONENGINE
from scraper.comments.fc2 import FC2
from scraper.comments.geeklog import GEEKLOG
from scraper.comments.habari import HABARI
from scraper.comments.hosted import (
    BLOGWARE,
    CACKLE,
    COMMENTO,
    EXTERNAL,
    FOREM,
    INTENSEDEBATE,
    ISSO,
    KINJA,
    PLUCK,
    SHOPIFY,
)
from scraper.comments.lifetype import LIFETYPE, LIFETYPE_FLAT
from scraper.comments.livejournal import LIVEJOURNAL
from scraper.comments.marked import MICROFORMATS, SCHEMA_ORG
from scraper.comments.movabletype import MOVABLE_TYPE_4, MOVABLE_TYPE_CLASSIC, MOVABLE_TYPE_FIRST, TYPEPAD
from scraper.comments.native import (
    B2EVOLUTION,
    CNBLOGS,
    EMLOG,
    FLATPRESS,
    GNUBOARD,
    HATENA,
    JOOMLA,
    NUCLEUS,
    NUCLEUS_BARE,
    OVERBLOG,
    PROMENADE,
    SERENDIPITY,
    SQUARESPACE,
    TEXTPATTERN,
    TUMBLR,
    TYPECHO,
    ZBLOG,
)
from scraper.comments.phpfusion import PHP_FUSION
from scraper.comments.pivotx import PIVOTX
from scraper.comments.pixnet import PIXNET
from scraper.comments.pluxml import PLUXML
from scraper.comments.programs import DASBLOG, DATALIFE, DJANGO, DJANGO_XTD, EASYBLOG, KOMENTO, LOBSTERS
from scraper.comments.sphpblog import SPHPBLOG, SPHPBLOG_FLAT
from scraper.comments.spip import SPIP
from scraper.comments.substack import SUBSTACK
from scraper.comments.tdiary import TDIARY
from scraper.comments.tistory import TEXTCUBE, TISTORY
from scraper.comments.widgets import ARTALK, CACTUS, CONTAO, PELICAN, TWIKOO, VALINE, WALINE, WEBMENTIONS
from scraper.comments.wordpress import WORDPRESS
from scraper.comments.wpdiscuz import WPDISCUZ
from scraper.comments.xoops import XOOPS
from scraper.rules import CommentSystem

COMMENT_SYSTEMS: tuple[CommentSystem, ...] = (
    DISQUS_PRINTED,
    DISQUS_FRAME,
    CACKLE,
    WPDISCUZ,
    INTENSEDEBATE,
    ISSO,
    COMMENTO,
    WALINE,
    VALINE,
    TWIKOO,
    ARTALK,
    CACTUS,
    WEBMENTIONS,
    PELICAN,
    CONTAO,
    BLOGWARE,
    KINJA,
    PLUCK,
    SUBSTACK,
    SHOPIFY,
    DASBLOG,
    KOMENTO,
    EASYBLOG,
    DJANGO_XTD,
    DJANGO,
    DATALIFE,
    LOBSTERS,
    FOREM,
    BLOGGER,
    BLOGGER_CLASSIC,
    SERENDIPITY,
    TYPECHO,
    EMLOG,
    ZBLOG,
    GNUBOARD,
    DRUPAL,
    MOVABLE_TYPE_4,
    TYPEPAD,
    MOVABLE_TYPE_CLASSIC,
    MOVABLE_TYPE_FIRST,
    B2EVOLUTION,
    BBLOG,
    BLOSXOM,
    CHYRP,
    E107,
    EXPRESSIONENGINE,
    FC2,
    CANALBLOG,
    HABARI,
    LIFETYPE,
    LIFETYPE_FLAT,
    PIVOTX,
    PLUXML,
    SPHPBLOG,
    SPHPBLOG_FLAT,
    PHP_FUSION,
    SPIP,
    XOOPS,
    GEEKLOG,
    DOTCLEAR,
    FLATPRESS,
    NUCLEUS_BARE,
    NUCLEUS,
    LIVEJOURNAL,
    JOOMLA,
    SQUARESPACE,
    CNBLOGS,
    HATENA,
    TEXTCUBE,
    TDIARY,
    TISTORY,
    TUMBLR,
    OVERBLOG,
    PIXNET,
    TEXTPATTERN,
    PROMENADE,
    WORDPRESS,
    SCHEMA_ORG,
    MICROFORMATS,
    DISQUS,
    *EXTERNAL,
)
