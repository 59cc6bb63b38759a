"""Fonts of a file: their dictionaries, the programs inside them, and each glyph that is shown."""
import struct

from cff import Cff
from cmap import CMap, code
from content import content
from document import is_ref, text
from glyphnames import encoding, meaning, standard_encoding
from sfnt import Sfnt
from tokens import operations

COLLECTIONS = ("Japan1", "GB1", "CNS1", "Korea1", "KR")


class Glyph:
    """One code as a font shows it. None: cannot be said."""

    def __init__(self, font, piece):
        self.font, self.piece = font, piece
        self.number = self.name = self.present = self.inner_width = None
        self.outer_width = font.outer_width(piece)
        self.text = font.text_of(piece)
        font.find(self)
        program = font.program
        if program is not None and self.number is not None:
            self.present = program.has(self.number) and (self.number > 0 or self.name == ".notdef")
            self.inner_width = program.width(self.number)

    def describe(self):
        return f"{self.font.name} code {self.piece.hex()}"


class Font:
    def __init__(self, document, ref):
        self.document, self.ref, self.dict = document, ref, document.dict(ref)
        self.subtype = str(self.dict.get("/Subtype"))[1:]
        self.name = str(self.dict.get("/BaseFont", "/" + self.subtype))[1:]
        self.inner = document.dict((document.list(self.dict.get("/DescendantFonts")) or [self.dict])[0])
        self.descriptor = document.dict(self.inner.get("/FontDescriptor"))
        self.file = next((self.descriptor[key] for key in ("/FontFile", "/FontFile2", "/FontFile3")
                          if document.is_stream(self.descriptor.get(key))), None)
        self.broken, self.program = None, None
        self.read_program()
        self.is_symbolic = bool(self.descriptor.get("/Flags", 0) & 4)
        self.cmap = self.read_cmap()
        data = document.stream(self.dict.get("/ToUnicode"))
        self.unicode = CMap(data) if data is not None else None
        self.names = self.read_names()
        self.widths = self.read_widths()
        self.glyphs = {}

    def read_program(self):
        data = self.document.stream(self.file) if self.file else None
        if not data or "/FontFile" in self.descriptor:
            return
        try:
            if data[:4] == b"OTTO":
                self.program = Cff(Sfnt(data).tables["CFF "])
            elif "/FontFile2" in self.descriptor or data[:4] in (b"\0\1\0\0", b"true"):
                self.program = Sfnt(data)
            else:
                self.program = Cff(data)
        except (struct.error, IndexError, KeyError, ValueError) as error:
            self.broken = f"{type(error).__name__}: {error}"

    # --- encodings ---

    def read_cmap(self):
        data = self.document.stream(self.dict.get("/Encoding")) if self.subtype == "Type0" else None
        return CMap(data) if data is not None else None

    def base_encoding(self):
        entry = self.document.get(self.dict.get("/Encoding"))
        return entry.get("/BaseEncoding") if isinstance(entry, dict) else entry

    def read_names(self):
        """Code -> glyph name of a simple font."""
        if self.subtype in ("Type0", "CIDFontType0", "CIDFontType2"):
            return {}
        names = encoding(self.base_encoding())
        if names is None and isinstance(self.program, Cff) and not self.program.is_cid:
            names = self.program.encoding()
        if names is None:
            names = {} if self.subtype == "Type3" or self.is_symbolic else standard_encoding()
        names, at = dict(names), 0
        entry = self.document.get(self.dict.get("/Encoding"))
        for value in self.document.list(entry.get("/Differences")) if isinstance(entry, dict) else []:
            if isinstance(value, int):
                at = value
            elif isinstance(value, str):
                names[at] = value[1:]
                at += 1
        return names

    def pieces(self, shown):
        if self.subtype != "Type0":
            return [shown[i:i + 1] for i in range(len(shown))]
        if self.cmap and self.cmap.spaces:
            return self.cmap.split(shown)
        return [shown[i:i + 2] for i in range(0, len(shown), 2)]

    def cid(self, piece):
        """None where a predefined CMap would have to be known."""
        if self.cmap and (self.cmap.singles or self.cmap.ranges):
            found = self.cmap.find(piece)
            return found if isinstance(found, int) else None
        return code(piece) if str(self.dict.get("/Encoding")).startswith("/Identity-") else None

    # --- widths ---

    def read_widths(self):
        if self.subtype != "Type0":
            first = self.dict.get("/FirstChar", 0)
            return {first + i: self.document.get(width) for i, width in
                    enumerate(self.document.list(self.dict.get("/Widths")))}
        entries, widths, at = self.document.list(self.inner.get("/W")), {}, 0
        while at + 1 < len(entries):
            low, second = entries[at], self.document.get(entries[at + 1])
            if isinstance(second, list):
                widths.update((low + i, width) for i, width in enumerate(second))
                at += 2
            else:
                widths.update((cid, entries[at + 2]) for cid in range(low, min(second, low + 70000) + 1))
                at += 3
        return widths

    def outer_width(self, piece):
        if self.subtype == "Type0":
            cid = self.cid(piece)
            return None if cid is None else self.widths.get(cid, self.inner.get("/DW", 1000))
        if "/Widths" not in self.dict:
            return None
        return self.widths.get(code(piece), self.descriptor.get("/MissingWidth", 0))

    # --- meaning ---

    def text_of(self, piece):
        found = self.unicode.text(piece) if self.unicode else None
        if found is not None:
            return found
        if self.subtype == "Type0":
            info = self.document.dict(self.inner.get("/CIDSystemInfo"))
            known = text(info.get("/Ordering")) in COLLECTIONS or str(self.dict.get("/Encoding")).startswith("/Uni")
            return "\ufffd" if known else None
        if self.subtype == "TrueType" and self.is_symbolic and encoding(self.base_encoding()) is None:
            return None
        return meaning(self.names.get(code(piece), ""))

    # --- glyphs ---

    def find(self, glyph):
        """Fills in number and name."""
        if self.subtype == "Type0":
            self.find_cid(glyph)
        elif self.subtype == "Type3":
            self.find_procedure(glyph)
        elif isinstance(self.program, Cff):
            name = self.names.get(code(glyph.piece), ".notdef")
            if not self.program.is_cid:
                glyph.number, glyph.name = self.program.place.get(name, 0), name
        elif isinstance(self.program, Sfnt):
            glyph.number = self.find_true(code(glyph.piece))
            glyph.name = ".notdef" if glyph.number == 0 else None

    def find_cid(self, glyph):
        cid = self.cid(glyph.piece)
        if cid is None or self.program is None:
            return
        glyph.number = cid
        mapped = self.inner.get("/CIDToGIDMap")
        if self.document.is_stream(mapped):
            data = self.document.stream(mapped) or b""
            glyph.number = int.from_bytes(data[2 * cid:2 * cid + 2], "big")
        elif isinstance(self.program, Cff) and self.program.is_cid:
            glyph.number = self.program.place.get(cid, 0)
        glyph.name = ".notdef" if glyph.number == 0 and (cid == 0 or mapped) else None

    def find_procedure(self, glyph):
        name = self.names.get(code(glyph.piece))
        procedure = self.document.dict(self.dict.get("/CharProcs")).get("/" + str(name))
        glyph.name, glyph.present = name or ".notdef", procedure is not None
        for operator, operands in operations(self.document.stream(procedure) or b""):
            if operator in ("d0", "d1") and operands:
                glyph.inner_width = operands[0]
            break

    def find_true(self, value):
        """The glyph of a code in a simple TrueType font (ISO 32000-1, 9.6.6.4)."""
        cmaps = self.program.cmaps
        entry = self.dict.get("/Encoding")
        if entry is not None and not self.is_symbolic and value in self.names:
            sign = meaning(self.names[value])
            if sign is None:
                return None
            if (3, 1) in cmaps:
                return self.program.look_up((3, 1), ord(sign[0]))
            mac = sign.encode("mac_roman", "ignore")
            if (1, 0) in cmaps and mac:
                return self.program.look_up((1, 0), mac[0])
        if (3, 0) in cmaps:
            found = [self.program.look_up((3, 0), base + value) for base in (0, 0xF000, 0xF100, 0xF200)]
            return next((number for number in found if number), 0)
        if (1, 0) in cmaps:
            return self.program.look_up((1, 0), value)
        return None

    def glyph(self, piece):
        if piece not in self.glyphs:
            self.glyphs[piece] = Glyph(self, piece)
        return self.glyphs[piece]


def fonts(document):
    """Every font that shows something."""
    return {id(used): used for used in
            (font(document, ref) for ref, *_ in content(document).shows if ref is not None)}.values()


def font(document, ref):
    made = document.once("fonts", lambda _: {})
    key = ref if is_ref(ref) else id(ref)
    if key not in made:
        made[key] = Font(document, ref)
    return made[key]


def shown(document):
    """(glyph, rendering mode, mark, page) of everything that is shown."""
    for ref, data, mode, mark, page in content(document).shows:
        if ref is not None:
            used = font(document, ref)
            for piece in used.pieces(data):
                yield used.glyph(piece), mode, mark, page


def rendered(document):
    """Glyphs that are painted, each once."""
    def gather(_):
        return {id(glyph): glyph for glyph, mode, _, _ in shown(document) if mode != 3}
    return document.once("rendered", gather).values()


def rendered_fonts(document):
    return {id(glyph.font): glyph.font for glyph in rendered(document)}.values()
