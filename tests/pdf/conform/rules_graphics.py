"""Rules about colours, pictures and the state of graphics."""
import struct

from content import content
from registry import rule

BLEND_MODES = {"/" + name for name in """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn
    HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity""".split()}
INTENTS = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")


def profile(document, ref):
    """(device class, colour space, version) of an ICC profile."""
    data = document.stream(ref) or b""
    if len(data) < 128:
        return None, None, 0
    return data[12:16].decode("latin-1"), data[16:20].decode("latin-1"), data[8]


def output_space(document):
    for intent in map(document.dict, document.list(document.catalog.get("/OutputIntents"))):
        if intent.get("/S") == "/GTS_PDFA1":
            return profile(document, intent.get("/DestOutputProfile"))[1]
    return None


def spaces(document):
    """Every colour space that is used; of those in arrays the bases too."""
    pending = list(content(document).spaces)
    pending += [document.dict(ref).get("/ColorSpace") for ref in content(document).pictures]
    pending += [document.dict(document.dict(ref).get("/Group")).get("/CS")
                for ref in document.pages + list(content(document).forms)]
    for ref in content(document).pictures:
        mask = document.dict(ref).get("/SMask")
        pending.append(document.dict(mask).get("/ColorSpace"))
    while pending:
        space = document.get(pending.pop())
        if isinstance(space, list) and space:
            yield space
            if space[0] in ("/Indexed", "/I", "/Pattern", "/Separation", "/DeviceN"):
                pending += [entry for entry in space[1:3] if not isinstance(entry, (int, float))]
        elif isinstance(space, str):
            yield [space]


@rule("a:6.2.2-t1")
def operators_are_known(document):
    """content streams have only operators of PDF"""
    for page, operator in content(document).unknown:
        yield f"page {page}: {operator!r}"


@rule("a:6.2.2-t2")
def resources_are_there(document):
    """content streams find the resources that they name, in a dictionary of their own"""
    for page, kind, name in content(document).missing:
        yield f"page {page}: {kind} {name}"


@rule("a:6.2.3-t1")
def output_intent_is_sound(document):
    """the output intent has a profile for output"""
    for intent in map(document.dict, document.list(document.catalog.get("/OutputIntents"))):
        kind, space, version = profile(document, intent.get("/DestOutputProfile"))
        if kind not in ("prtr", "mntr") or space not in ("RGB ", "CMYK", "GRAY") or version >= 5:
            yield f"{kind} {space} {version}"


@rule("a:6.2.3-t2")
def output_intents_agree(document):
    """all output intents have the same profile"""
    intents = [document.dict(each) for each in document.list(document.catalog.get("/OutputIntents"))]
    if len({str(each.get("/DestOutputProfile")) for each in intents}) > 1:
        yield "several profiles"


@rule("a:6.2.3-t3")
def output_profiles_are_inside(document):
    """no output intent has its profile in another file"""
    if any("/DestOutputProfileRef" in document.dict(each) for each in document.list(
            document.catalog.get("/OutputIntents"))):
        yield "DestOutputProfileRef"


@rule("a:6.2.4.2-t1")
def profiles_are_sound(document):
    """profiles of colour spaces can be used as sources"""
    for space in spaces(document):
        if space[0] == "/ICCBased":
            kind, colours, version = profile(document, space[1])
            if kind not in ("prtr", "mntr", "scnr", "spac") or version >= 5 or \
                    {"GRAY": 1, "RGB ": 3, "Lab ": 3, "CMYK": 4}.get(colours) != document.dict(space[1]).get("/N"):
                yield f"{kind} {colours} {version}"


def device(name, space, allowed):
    def check(document):
        if output_space(document) not in allowed and any(each[0] in space for each in spaces(document)):
            yield f"the output intent is for {output_space(document)}"
    check.__doc__ = f"{space[0][1:]} is used with an output intent for it"
    rule(name)(check)


device("a:6.2.4.3-t2", ("/DeviceRGB", "/RGB"), ("RGB ",))
device("a:6.2.4.3-t3", ("/DeviceCMYK", "/CMYK"), ("CMYK",))
device("a:6.2.4.3-t4", ("/DeviceGray", "/G"), ("RGB ", "CMYK", "GRAY"))


@rule("a:6.2.5-t1", "a:6.2.5-t2", "a:6.2.5-t3")
def states_are_plain(document):
    """graphics states have no transfer functions or halftone origins"""
    for state in content(document).states:
        if "/TR" in state or state.get("/TR2", "/Default") != "/Default" or "/HTP" in state:
            yield str(state)


@rule("a:6.2.5-t4", "a:6.2.5-t5", "a:6.2.5-t6")
def no_halftones(document):
    """graphics states name no halftone but the default one"""
    for state in content(document).states:
        if state.get("/HT", "/Default") != "/Default":
            yield str(state["/HT"])


@rule("a:6.2.4.2-t2")
def overprint_is_plain(document):
    """overprint mode 1 is not used with profiles for four inks"""
    inks = any(space[0] == "/ICCBased" and document.dict(space[1]).get("/N") == 4 for space in spaces(document))
    for state in content(document).states:
        if inks and state.get("/OPM") == 1 and (state.get("/OP") is True or state.get("/op") is True):
            yield str(state)


@rule("a:6.1.10-t1")
def inline_filters_are_known(document):
    """filters of inline images are standard ones, and not LZW"""
    for image in content(document).inline:
        for name in document.list(image.get("/F", image.get("/Filter"))):
            if name not in ("/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
                            "/DCTDecode", "/AHx", "/A85", "/Fl", "/RL", "/CCF", "/DCT"):
                yield str(name)


@rule("a:6.2.6-t1")
def intents_are_known(document):
    """rendering intents are standard ones"""
    for entry in content(document).states + [document.dict(ref) for ref in content(document).pictures]:
        for key in ("/RI", "/Intent"):
            if entry.get(key) is not None and entry[key] not in INTENTS:
                yield str(entry[key])


@rule("a:6.2.8-t1", "a:6.2.8-t2", "a:6.2.8-t3", "a:6.2.8-t4", "a:6.2.8-t5")
def pictures_are_plain(document):
    """pictures have no alternates and are not interpolated; their depth is a standard one"""
    for ref in content(document).pictures:
        entry = document.dict(ref)
        bits = entry.get("/BitsPerComponent")
        if "/Alternates" in entry or "/OPI" in entry or entry.get("/Interpolate"):
            yield f"picture {ref}"
        if bits not in ((None, 1) if entry.get("/ImageMask") else (None, 1, 2, 4, 8, 16)):
            yield f"picture {ref}: {bits} bits"


@rule("recto:picture-t1")
def jpegs_are_true(document):
    """a JPEG has the size and the colours that its dictionary says"""
    for ref in content(document).pictures:
        entry = document.dict(ref)
        if document.list(entry.get("/Filter")) != ["/DCTDecode"]:
            continue
        found = jpeg_size(document.raw(ref))
        colours = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(document.get(entry.get("/ColorSpace"))))
        if found[:2] != (entry.get("/Width"), entry.get("/Height")) or colours not in (None, found[2]):
            yield f"picture {ref}: {found}"


def jpeg_size(data):
    """(width, height, components) of a JPEG's frame header."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            high, wide, parts = struct.unpack_from(">HHB", data, at + 5)
            return wide, high, parts
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return 0, 0, 0


@rule("ua:7.20-t1", "a:6.2.9-t2")
def no_references(document):
    """no form refers to another file"""
    for ref in document.objects:
        entry = document.dict(ref)
        if entry.get("/Subtype") == "/Form" and "/Ref" in entry:
            yield f"form {ref}"


@rule("a:6.2.9-t1", "a:6.2.9-t3")
def no_postscript(document):
    """there is no PostScript"""
    for ref in document.objects:
        entry = document.dict(ref)
        kind = entry.get("/Subtype")
        if kind == "/PS" or kind == "/Form" and ("/PS" in entry or "/OPI" in entry or entry.get("/Subtype2") == "/PS"):
            yield f"object {ref}"


@rule("a:6.2.10-t1")
def blend_modes_are_known(document):
    """blend modes are standard ones"""
    for state in content(document).states:
        for name in document.list(state.get("/BM")):
            if name not in BLEND_MODES:
                yield str(name)


@rule("a:6.2.10-t2")
def transparency_has_a_space(document):
    """pages with transparency know in what colours to blend"""
    if output_space(document) is None and any("/SMask" in document.dict(ref) for ref in content(document).pictures):
        yield "transparency, but no output intent"
