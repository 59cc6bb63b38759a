"""Rules about the bytes of the file: how objects, streams and strings are written.

Objects in object streams have no syntax around them; of them only the strings are looked at.
"""
import re
import subprocess
import zlib

from registry import rule
from structure import structure
from tokens import INLINE_END, TOKEN, literal

SPACE = rb"[\x00\t\n\f\r ]"
BEGIN = re.compile(rb"(\d+)" + SPACE + rb"(\d+)" + SPACE + rb"obj(\r\n|\r|\n)")
END = re.compile(rb"(\r\n|\r|\n)endobj(\r\n|\r|\n)")
LENGTH = re.compile(rb"/Length" + SPACE + rb"+(\d+)(" + SPACE + rb"+(\d+)" + SPACE + rb"+R)?")


def words(data, at=0):
    """(token, where it starts, where it ends) of anything but strings in parentheses."""
    while at < len(data):
        match, start = TOKEN.match(data, at), at
        at = match.end()
        if match["paren"]:
            _, at = literal(data, at)
        else:
            yield match, start, at


class Stored:
    """An object as it stands in the file: what is wrong around it, its dictionary, its stream."""

    def __init__(self, document, offset):
        self.data, self.offset, self.wrong = document.bytes, offset, []
        self.body, self.stream = b"", None
        begin = BEGIN.match(self.data, offset)
        if begin is None or self.data[offset - 1:offset] not in (b"\r", b"\n"):
            self.wrong.append(f"the beginning of the object at {offset}")
        if begin is not None:
            self.read(document, begin.end())

    def read(self, document, at):
        for match, start, end in words(self.data, at):
            if match["word"] not in (b"stream", b"endobj"):
                continue
            self.body = self.data[at:start]
            if match["word"] == b"stream":
                start = self.read_stream(document, end)
            else:
                start = start - 2 if self.data[start - 2:start] == b"\r\n" else start - 1
            if start is not None and not END.match(self.data, start):
                self.wrong.append(f"the end of the object at {self.offset}")
            return

    def read_stream(self, document, at):
        """The stream whose keyword ends at `at`; returns the end of "endstream", None if it is not there."""
        mark = re.compile(rb"\r\n|\n").match(self.data, at)
        if mark is None:
            self.wrong.append(f"no line feed after the keyword stream at {at}")
        found = LENGTH.search(self.body)
        length = int(found[1]) if found else 0
        if found and found[3] is not None:
            length = document.get(f"{int(found[1])} {int(found[3])} R")
        start = mark.end() if mark else at
        self.stream = self.data[start:start + length]
        end = re.compile(rb"(\r\n|\r|\n)endstream").match(self.data, start + length)
        if end is None:
            self.wrong.append(f"Length of the stream at {at} is {length}")
        return end and end.end()


def stored(document):
    def make(_):
        table = subprocess.run(["qpdf", "--show-xref", document.path], capture_output=True, text=True).stdout
        return [Stored(document, int(offset)) for offset in re.findall(r"uncompressed; offset = (\d+)", table)]
    return document.once("stored", make)


def bodies(document):
    """Everything that is written in the syntax of PDF."""
    for each in stored(document):
        yield each.body
        if each.stream is not None and re.search(rb"/Type\s*/ObjStm", each.body) and b"/FlateDecode" in each.body:
            yield zlib.decompressobj().decompress(each.stream)
    for page in document.pages:
        parts = document.dict(page).get("/Contents")
        for ref in [parts] if document.is_stream(parts) else document.list(parts):
            yield document.stream(ref) or b""
    for ref in document.objects:
        if document.dict(ref).get("/Subtype") == "/Form":
            yield document.stream(ref) or b""


def hex_strings(document):
    for data in bodies(document):
        at = 0
        while at < len(data):
            for match, _, at in words(data, at):
                if match["word"] == b"ID":  # an inline image
                    end = INLINE_END.search(data, at)
                    at = end.end() if end else len(data)
                    break
                if match["hex"] is not None:
                    yield re.sub(SPACE, b"", match["hex"])


@rule("a:6.1.4-t2")
def tables_are_plain(document):
    """the keyword xref stands on a line of its own"""
    for offset in re.findall(rb"startxref\s+(\d+)", document.bytes):
        table = document.bytes[int(offset):int(offset) + 40]
        if table.startswith(b"xref") and not re.match(rb"xref(\r\n|\r|\n)\d+ \d+", table):
            yield repr(table)


@rule("a:6.1.6-t1")
def hex_strings_are_even(document):
    """strings in hexadecimal have an even number of digits"""
    for digits in hex_strings(document):
        if len(digits) % 2 == 1:
            yield f"<{digits[:20].decode('latin-1')}>"


@rule("a:6.1.6-t2")
def hex_strings_are_hex(document):
    """strings in hexadecimal have digits only"""
    for digits in hex_strings(document):
        if not re.fullmatch(rb"[0-9A-Fa-f]*", digits):
            yield f"<{digits[:20].decode('latin-1')}>"


@rule("a:6.1.7.1-t1", "a:6.1.7.1-t2", "a:6.1.9-t1")
def objects_are_plain(document):
    """objects and streams begin and end on lines of their own, streams are as long as they say"""
    for each in stored(document):
        yield from each.wrong


@rule("a:6.1.8-t1")
def names_are_text(document):
    """names of fonts and of structure types are UTF-8"""
    names = [each[key] for key in ("/BaseFont", "/FontName") for each in document.dicts(key)]
    names += [element.dict.get("/S", "") for element in structure(document).elements]
    for name in names:
        if str(name).startswith("n:") or "\ufffd" in str(name):
            yield name
