"""The platforms' rules, each compiled once, at import; which of them a page's own signs tell."""

import re

from scraper.platforms import PLATFORMS
from scraper.platforms.generic import GENERIC
from scraper.rules import Platform
from scraper.select import compile_rules


class Ruleset:
    """A platform with its rules compiled once, at import."""

    def __init__(self, platform: Platform) -> None:
        self.name = platform.name
        self.signs = compile_rules(platform.signs)
        self.generators = compile_rules(sign for sign in platform.signs if _GENERATOR in str(sign))
        self.kinds = {k: compile_rules(r) for k, r in platform.kinds.items()}
        self.paths = {k: re.compile(pattern) for k, pattern in platform.paths.items()}
        self.told_kind, self.says_none = platform.told_kind, platform.says_none
        self.post = {k: compile_rules(r) for k, r in platform.post.items()}
        self.drop = compile_rules(platform.drop)
        self.terms_by_rel = platform.terms_by_rel
        self.tag_address = re.compile(platform.tag_address) if platform.tag_address else None
        self.links = {k: compile_rules(r) for k, r in platform.links.items()}


#: what says it outright: a page may show pictures of any other platform's
_GENERATOR = "[name='generator']"

RULESETS = tuple(Ruleset(p) for p in PLATFORMS)

GENERIC_RULES = Ruleset(GENERIC)
