#!/usr/bin/env python3
"""Checks PDF files by the rules of PDF/UA-1 and PDF/A-2a that bear on what recto writes, and by some of our own.

usage: conform FILE.pdf...            exits 1 if a rule is broken
       conform --sample PROGRAM       runs `PROGRAM out.pdf` and checks out.pdf
       conform --sites RECTO SITE...  checks the CV that `RECTO cv SITE` makes of each
       conform --golden RECTO FOLDER  the same of every golden case that becomes a PDF
       conform --broken RECTO SITE    breaks that CV in many ways: the rule for each has to speak
       conform --corpus FOLDER        compares with the verdicts of a folder of test files, whose names say
                                      rule and verdict; exits 77 if it is not there
       conform --rules                lists the rules

Rules have the names of the validation profiles of the veraPDF consortium: clause and number of the test, after
"ua:" (ISO 14289-1), "a:" (ISO 19005-2) or "a3:" (what ISO 19005-3 changes, for files that claim it). A rule "recto:" is ours. Needs qpdf.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

import broken
import rules_annotations  # noqa: F401
import rules_document  # noqa: F401
import rules_extension  # noqa: F401
import rules_fonts  # noqa: F401
import rules_graphics  # noqa: F401
import rules_metadata  # noqa: F401
import rules_syntax  # noqa: F401
import rules_tags  # noqa: F401
from document import Document, Unreadable
from registry import RULES, check, order

SHOWN = 3  # messages of one rule


def check_file(path, name):
    """Whether all is well."""
    broken = check(Document(path))
    for rule in sorted(broken, key=order):
        for message in broken[rule][:SHOWN]:
            print(f"{name}: {rule} ({RULES[rule][1]}): {message}")
        if len(broken[rule]) > SHOWN:
            print(f"{name}: {rule}: and {len(broken[rule]) - SHOWN} more")
    print(f"{name}: {len(RULES)} rules, {len(broken)} broken")
    return not broken


def make(folder, *command):
    """The path of the PDF that a command makes of its argument OUT; None, and why on standard output."""
    path = os.path.join(folder, "out.pdf")
    done = subprocess.run([word.replace("OUT", path) for word in command], capture_output=True)
    if os.path.exists(path):
        return path
    print(done.stderr.decode("utf-8", "replace")[-300:])
    return None


def traces(path, words):
    """Words about the machine that stand in the file."""
    document = Document(path)
    data = [document.stream(ref) or b"" for ref in document.objects if document.is_stream(ref)]
    data.append(repr([document.get(ref) for ref in document.objects]).encode())
    return [word for word in words if any(word.encode() in each for each in data)]


def check_made(name, *command, traced=()):
    with tempfile.TemporaryDirectory() as folder:
        path = make(folder, *command)
        if path is None:
            return False
        found = traces(path, [folder, os.getcwd(), *traced])
        for word in found:
            print(f"{name}: the file knows {word}")
        return check_file(path, name) and not found


def cv(recto, source, *arguments):
    return recto, "cv", source, "--no-cache", "-o", "OUT", *arguments


def check_sites(recto, sites):
    return all([check_made(os.path.basename(site.rstrip("/")), *cv(recto, site), traced=[os.path.abspath(site)])
                for site in sites])


def check_golden(recto, folder):
    """Cases that are about errors make no PDF; a few dozen do."""
    failed = made = 0
    for name in sorted(os.listdir(folder)):
        sources = [os.path.join(folder, name, source) for source in ("site", "input.md")]
        source = next(filter(os.path.exists, sources), None)
        arguments = os.path.join(folder, name, "args")
        words = open(arguments, encoding="utf-8").read().split("\n") if os.path.exists(arguments) else []
        if source is None:
            continue
        with tempfile.TemporaryDirectory() as out:
            path = os.path.join(out, "out.pdf")
            command = [word.replace("OUT", path) for word in cv(recto, source, *filter(None, words))]
            subprocess.run(command, capture_output=True)
            if os.path.exists(path):
                made += 1
                failed += not check_file(path, name)
    print(f"{made} cases became PDFs, {failed} of them break rules")
    return failed == 0 and made >= 20


def check_broken(recto, site):
    with tempfile.TemporaryDirectory() as folder:
        path = make(folder, *cv(recto, site, "--set", "recto.cv.attach=[source, bib, resume]"))
        silent = broken.run(Document(path)) if path else ["no PDF"]
    print(*silent, sep="\n")
    print(f"{len(broken.WAYS)} ways to break it, {len(silent)} not noticed")
    return not silent


# --- the corpus ---

def cases(folder):
    """(rule, whether the file keeps it, path)"""
    for top, head in (("ua-1", "ua:"), ("a-2a", "a:")):
        for name in sorted(os.listdir(os.path.join(folder, top))):
            match = re.fullmatch(r"([\d.-]+)-t0*(\d+)-(pass|fail)-\w+\.pdf", name)
            clause = match[1].replace("-", ".")
            yield f"{head}{clause}-t{match[2]}", match[3] == "pass", os.path.join(folder, top, name)


# The profiles have split a few rules since the files got their names.
OLDER = {"ua:7.2-t3": ["ua:7.2-t3", "ua:7.2-t16", "ua:7.2-t39"], "ua:7.2-t19": ["ua:7.2-t19", "ua:7.2-t40"],
         "ua:7.2-t27": ["ua:7.2-t27", "ua:7.2-t28"], "ua:7.18.7-t1": ["ua:7.11-t1"]}


def judge(rule, keeps, path):
    """Messages where our verdict is not that of the file's name. A file that keeps its rule keeps all others."""
    document, name = Document(path), os.path.basename(path)
    if not keeps:
        return [] if check(document, OLDER.get(rule, [rule])) else [f"{name}: {rule} finds nothing"]
    head = rule.partition(":")[0] + ":"
    broken = check(document, [other for other in RULES if other.startswith(head)])
    return [f"{name}: {other}: {messages[0]}" for other, messages in broken.items()]


def compare(folder):
    if not os.path.isdir(folder):
        print("skipped: no test files in", folder)
        return 77
    counts, wrong, left = collections.Counter(), [], 0
    for rule, keeps, path in cases(folder):
        if OLDER.get(rule, [rule])[0] not in RULES:
            left += 1
            continue
        messages = judge(rule, keeps, path)
        rule = OLDER.get(rule, [rule])[0]
        wrong += messages
        counts[rule] += 1
        counts[rule, "agree"] += not messages
    for rule in sorted(RULES, key=order):
        if not rule.startswith("recto:"):
            print(f"{rule:16} {counts[rule, 'agree']:3} of {counts[rule]:2}  {RULES[rule][1]}")
    print(*wrong, sep="\n")
    claimed = {head: sum(rule.startswith(head) for rule in RULES) for head in ("ua:", "a:")}
    files = sum(counts[rule] for rule in RULES)
    print(f"claimed: {claimed['ua:']} rules of PDF/UA-1, {claimed['a:']} of PDF/A-2a; "
          f"{files} files, {len(wrong)} disagreements; {left} files of other rules")
    return len(wrong) > 0


def main(arguments):
    if arguments[:1] == ["--rules"]:
        for rule in sorted(RULES, key=order):
            print(f"{rule:16} {RULES[rule][1]}")
        return 0
    if shutil.which("qpdf") is None:
        print("skipped: no qpdf")
        return 77
    if arguments[:1] == ["--corpus"]:
        return compare(arguments[1])
    if arguments[:1] == ["--sample"]:
        return not check_made("sample", arguments[1], "OUT")
    if arguments[:1] == ["--golden"]:
        return not check_golden(arguments[1], arguments[2])
    if arguments[:1] == ["--broken"]:
        return not check_broken(arguments[1], arguments[2])
    if arguments[:1] == ["--sites"]:
        return not check_sites(arguments[1], arguments[2:])
    if not arguments:
        print(__doc__)
        return 2
    return not all([check_file(path, os.path.basename(path)) for path in arguments])


try:
    sys.exit(main(sys.argv[1:]))
except Unreadable as error:
    sys.exit(f"qpdf cannot read it: {error}")
