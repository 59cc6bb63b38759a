"""The rules that are checked, each under its names: "ua:", "a:" or "a3:", clause, and number of the test."""

from xmp import PDFA, xmp

RULES = {}  # name -> (function, description)


def rule(*names):
    """Marks a function(document) that yields a message for each breach."""
    def add(function):
        for name in names:
            assert name not in RULES, name
            RULES[name] = function, (function.__doc__ or function.__name__).strip()
        return function
    return add


def order(name):
    """A key that sorts rules by clause."""
    head, _, clause = name.partition(":")
    return head != "ua", head, [int(part) if part.isdigit() else 0 for part in clause.replace("-t", ".").split(".")]


def is_meant(document, name):
    """Whether a rule is for this file: PDF/A-3 is PDF/A-2 with attachments, and says so."""
    part = xmp(document) and xmp(document).value(PDFA, "part")
    return name != "a:6.6.4-t2" if part == "3" else not name.startswith("a3:")


def check(document, names=None):
    """name -> messages, of the rules that are broken."""
    broken, done = {}, {}
    for name in names or [name for name in RULES if is_meant(document, name)]:
        function = RULES[name][0]
        if function not in done:
            done[function] = sorted(set(map(str, function(document))))
        if done[function]:
            broken[name] = done[function]
    return broken
