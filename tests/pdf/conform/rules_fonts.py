"""Rules about fonts and the glyphs that are shown."""
import re
import unicodedata

from cff import Cff
from document import text
from fonts import fonts, rendered, rendered_fonts, shown
from glyphnames import meaning
from registry import rule
from sfnt import Sfnt

PREDEFINED = set("""Identity GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 B5pc HKscs-B5 ETen-B5
    ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16 90ms-RKSJ 90msp-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW
    UniJIS-UTF16 KSC-EUC KSCms-UHC KSCms-UHC-HW UniKS-UCS2 UniKS-UTF16""".split())
PREDEFINED = {f"/{name}-{way}" for name in PREDEFINED for way in "HV"} | \
    {"/H", "/V", "/83pv-RKSJ-H", "/90pv-RKSJ-H", "/KSCpc-EUC-H"}


def composite(document):
    return [font for font in fonts(document) if font.subtype == "Type0"]


def glyph_rule(*names):
    """A rule about each glyph that is painted: the function returns what is wrong."""
    def add(function):
        def check(document):
            for glyph in rendered(document):
                wrong = function(glyph)
                if wrong:
                    yield f"{glyph.describe()}: {wrong}"
        check.__doc__ = function.__doc__
        return rule(*names)(check)
    return add


# --- dictionaries ---

@rule("ua:7.21.3.1-t1", "a:6.2.11.3.1-t1")
def collections_agree(document):
    """a composite font and its CMap are of one character collection"""
    for font in composite(document):
        own = document.dict(font.inner.get("/CIDSystemInfo"))
        other = document.dict(document.dict(font.dict.get("/Encoding")).get("/CIDSystemInfo"))
        if font.cmap is None:
            continue
        same = all(text(own.get(key)) == text(other.get(key)) is not None for key in ("/Registry", "/Ordering"))
        if not same or own.get("/Supplement", 0) > other.get("/Supplement", 0):
            yield f"{font.name}: {own}, but {other}"


@rule("ua:7.21.3.2-t1", "a:6.2.11.3.2-t1")
def glyphs_are_mapped(document):
    """an embedded CIDFontType2 maps its CIDs to glyphs"""
    for font in composite(document):
        mapped = font.inner.get("/CIDToGIDMap")
        if font.inner.get("/Subtype") == "/CIDFontType2" and font.file and mapped != "/Identity" and \
                not document.is_stream(mapped):
            yield f"{font.name}: CIDToGIDMap is {mapped}"


@rule("ua:7.21.3.3-t1", "a:6.2.11.3.3-t1")
def cmaps_are_embedded(document):
    """CMaps are predefined or embedded"""
    for font in composite(document):
        if font.cmap is None and font.dict.get("/Encoding") not in PREDEFINED:
            yield f"{font.name}: {font.dict.get('/Encoding')}"


@rule("ua:7.21.3.3-t2", "a:6.2.11.3.3-t2")
def modes_agree(document):
    """a CMap and its dictionary agree on the writing direction"""
    for font in composite(document):
        if font.cmap and font.cmap.mode != document.dict(font.dict.get("/Encoding")).get("/WMode", 0):
            yield font.name


@rule("ua:7.21.3.3-t3", "a:6.2.11.3.3-t3")
def cmaps_use_predefined(document):
    """a CMap uses no other than a predefined one"""
    for font in composite(document):
        used = font.cmap and (document.dict(font.dict["/Encoding"]).get("/UseCMap") or font.cmap.uses)
        if isinstance(used, str) and used.startswith("/") and used not in PREDEFINED:
            yield f"{font.name} uses {used}"


@rule("a:6.1.13-t10")
def cids_are_small(document):
    """CIDs are at most 65535"""
    for font in composite(document):
        if font.cmap and font.cmap.largest > 65535:
            yield font.name


@rule("a:6.2.11.2-t1", "a:6.2.11.2-t2", "a:6.2.11.2-t3", "a:6.2.11.2-t4", "a:6.2.11.2-t5", "a:6.2.11.2-t6")
def dictionaries_are_whole(document):
    """font dictionaries have what they need"""
    for font in fonts(document):
        if font.dict.get("/Type") != "/Font":
            yield f"{font.name}: Type"
        if font.subtype not in ("Type1", "MMType1", "TrueType", "Type3", "Type0"):
            yield f"{font.name}: Subtype {font.subtype}"
        if font.subtype != "Type3" and "/BaseFont" not in font.dict:
            yield f"{font.ref}: BaseFont"
        if font.subtype == "Type0" or not font.file and font.subtype == "Type1":
            continue
        first, last = font.dict.get("/FirstChar"), font.dict.get("/LastChar")
        if first is None or last is None or len(document.list(font.dict.get("/Widths"))) != last - first + 1:
            yield f"{font.name}: Widths"


@rule("a:6.2.11.2-t7")
def programs_are_known(document):
    """font programs in FontFile3 are of a known kind"""
    for font in fonts(document):
        kind = document.dict(font.descriptor.get("/FontFile3")).get("/Subtype")
        if kind not in (None, "/Type1C", "/CIDFontType0C", "/OpenType"):
            yield f"{font.name}: {kind}"


@rule("recto:font-t1")
def programs_are_sound(document):
    """embedded font programs can be read, and have what their kind needs"""
    for font in fonts(document):
        if font.broken:
            yield f"{font.name}: {font.broken}"
        if font.file and "/FontFile3" in font.descriptor and font.subtype == "Type0" and \
                font.inner.get("/Subtype") != "/CIDFontType0":
            yield f"{font.name}: {font.inner.get('/Subtype')} with CFF outlines"


@rule("recto:font-t2")
def fonts_are_subsets(document):
    """embedded fonts are subsets, by their names"""
    for font in rendered_fonts(document):
        if font.file and not re.match(r"[A-Z]{6}\+", font.name):
            yield font.name


# --- embedding ---

@rule("ua:7.21.4.1-t1", "a:6.2.11.4.1-t1")
def fonts_are_embedded(document):
    """fonts that are painted are embedded"""
    for font in rendered_fonts(document):
        if font.subtype != "Type3" and not font.file:
            yield font.name


@glyph_rule("ua:7.21.4.1-t2", "a:6.2.11.4.1-t2")
def glyphs_are_present(glyph):
    """fonts have the glyphs that are painted"""
    return "not in the font" if glyph.present is False else None


@rule("ua:7.21.4.2-t1", "a:6.2.11.4.2-t1")
def names_are_listed(document):
    """the CharSet of a subset lists its glyphs"""
    for font in fonts(document):
        listed = text(document.get(font.descriptor.get("/CharSet")))
        if listed is None or not re.match(r"[A-Z]{6}\+", font.name) or not isinstance(font.program, Cff):
            continue
        differ = set(re.findall(r"/([^/\s]+)", listed)) ^ set(map(str, font.program.charset))
        if differ - {".notdef"}:
            yield f"{font.name}: {sorted(differ - {'.notdef'})[:5]}"


@rule("ua:7.21.4.2-t2", "a:6.2.11.4.2-t2")
def cids_are_listed(document):
    """the CIDSet of a subset lists its CIDs"""
    for font in composite(document):
        data = document.stream(font.descriptor.get("/CIDSet"))
        if data is None or not re.match(r"[A-Z]{6}\+", font.name):
            continue
        listed = {8 * i + bit for i, byte in enumerate(data) for bit in range(8) if byte & (128 >> bit)}
        present = set()
        if isinstance(font.program, Cff):
            present = set(font.program.charset) if font.program.is_cid else set(range(len(font.program.glyphs)))
        elif isinstance(font.program, Sfnt) and font.inner.get("/CIDToGIDMap") == "/Identity":
            present = set(filter(font.program.outlined, range(font.program.count)))
        if present - listed - {0}:
            yield f"{font.name}: {sorted(present - listed)[:5]}"


@glyph_rule("ua:7.21.5-t1", "a:6.2.11.5-t1")
def widths_agree(glyph):
    """the dictionary gives glyphs the width that they have"""
    inner, outer = glyph.inner_width, glyph.outer_width
    wrong = inner is not None and outer is not None and abs(inner - outer) > 1
    return f"{outer} wide, but {inner}" if wrong else None


# --- TrueType ---

def true_type(document, symbolic):
    return [font for font in fonts(document)
            if font.subtype == "TrueType" and font.is_symbolic is symbolic]


@rule("ua:7.21.6-t1", "a:6.2.11.6-t1")
def plain_fonts_have_cmaps(document):
    """a non-symbolic TrueType font has a cmap that is not symbolic"""
    for font in true_type(document, False):
        if isinstance(font.program, Sfnt) and len(set(font.program.cmaps) - {(3, 0)}) == 0:
            yield font.name


@rule("ua:7.21.6-t2", "a:6.2.11.6-t2")
def plain_fonts_have_encodings(document):
    """a non-symbolic TrueType font has WinAnsi or MacRoman encoding, with names that mean something"""
    for font in true_type(document, False):
        if font.base_encoding() not in ("/WinAnsiEncoding", "/MacRomanEncoding"):
            yield f"{font.name}: {font.base_encoding()}"
        entry = document.get(font.dict.get("/Encoding"))
        names = [name for name in document.list(entry.get("/Differences")) if isinstance(name, str)] \
            if isinstance(entry, dict) else []
        if names and (None in [meaning(name[1:]) for name in names] or
                      isinstance(font.program, Sfnt) and (3, 1) not in font.program.cmaps):
            yield f"{font.name}: {[name for name in names if meaning(name[1:]) is None]}"


@rule("ua:7.21.6-t3", "a:6.2.11.6-t3")
def symbols_have_no_encoding(document):
    """a symbolic TrueType font has no encoding"""
    for font in true_type(document, True):
        if "/Encoding" in font.dict:
            yield font.name


@rule("ua:7.21.6-t4", "a:6.2.11.6-t4")
def symbols_have_one_cmap(document):
    """a symbolic TrueType font has one cmap, or a symbolic one"""
    for font in true_type(document, True):
        if isinstance(font.program, Sfnt) and len(font.program.cmaps) != 1 and (3, 0) not in font.program.cmaps:
            yield font.name


# --- glyphs ---

def shown_once(document):
    return {id(glyph): glyph for glyph, *_ in shown(document)}.values()


@rule("ua:7.21.7-t1", "a:6.2.11.7.2-t1")
def glyphs_have_text(document):
    """every code that is shown has a meaning in Unicode"""
    for glyph in shown_once(document):
        if glyph.text is None:
            yield glyph.describe()


@rule("ua:7.21.7-t2", "a:6.2.11.7.2-t2")
def texts_are_sound(document):
    """no code means U+0000, U+FEFF or U+FFFE"""
    for glyph in shown_once(document):
        if glyph.text and set("\0\ufeff\ufffe") & set(glyph.text):
            yield f"{glyph.describe()}: {glyph.text!r}"


@rule("recto:font-t3")
def letters_are_not_lost(document):
    """letters neither begin with a space nor end in a format character: pdf.js up to 6.3 would not read them"""
    for glyph in shown_once(document):
        if glyph.text and any(sign.isalnum() for sign in glyph.text) and \
                (glyph.text[0].isspace() or unicodedata.category(glyph.text[-1]) == "Cf"):
            yield f"{glyph.describe()}: {glyph.text!r}"


@rule("a:6.2.11.7.3-t1")
def private_use_is_explained(document):
    """codes of the private use area have an ActualText"""
    for glyph, _, mark, page in shown(document):
        if glyph.text and any(is_private(ord(sign)) for sign in glyph.text) and not has_actual(mark):
            yield f"{glyph.describe()} on page {page}"


def is_private(code):
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0xFFFFD or 0x100000 <= code <= 0x10FFFD


def has_actual(mark):
    if mark is None:
        return False
    element = mark.owner()
    while element is not None:
        if "/ActualText" in element.dict:
            return True
        element = element.parent
    return any("/ActualText" in each.properties for each in mark.chain())


@rule("ua:7.21.8-t1", "a:6.2.11.8-t1")
def no_notdef(document):
    """the glyph .notdef is not shown"""
    for glyph in shown_once(document):
        if glyph.name == ".notdef":
            yield glyph.describe()
