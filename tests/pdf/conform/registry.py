"""The rules that are checked, each under its names: "ua:" or "a:", clause, and number of the test."""

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


def check(document, names=None):
    """name -> messages, of the rules that are broken."""
    broken, done = {}, {}
    for name in names or RULES:
        function = RULES[name][0]
        if function not in done:
            done[function] = sorted(set(map(str, function(document))))
        if done[function]:
            broken[name] = done[function]
    return broken
