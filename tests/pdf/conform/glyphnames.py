"""Glyph names: Adobe's standard Latin set, in the order of CFF's standard strings (Adobe Technical Note 5176,
appendix A), and what they mean in Unicode (Adobe Glyph List)."""
import re
import unicodedata

STANDARD = """.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk
plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater
question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum
underscore quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown
cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright
fi fl endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright
ellipsis perthousand questiondown grave acute circumflex tilde macron breve dotaccent dieresis ring cedilla
hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash oe germandbls
onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn
threequarters twosuperior registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave
Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute
Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute
acircumflex adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis
igrave ntilde oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis
zcaron""".split()

MARKS = {"grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303",
         "dieresis": "\u0308", "ring": "\u030a", "cedilla": "\u0327", "caron": "\u030c"}
SIGNS = dict(zip(STANDARD[1:96], "".join(map(chr, range(32, 127)))))
SIGNS.update(quoteright="’", quoteleft="‘", quotesingle="'", Euro="€", Zdot="Ż", Delta="∆", Omega="Ω", pi="π",
             infinity="∞", lessequal="≤", greaterequal="≥", notequal="≠", radical="√", summation="∑", integral="∫",
             partialdiff="∂", product="∏", lozenge="◊", approxequal="≈", nbspace="\xa0", sfthyphen="\xad", ff="ﬀ",
             ffi="ﬃ", ffl="ﬄ", zerosuperior="⁰")
SIGNS.update(zip(STANDARD[96:STANDARD.index("AE")], "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—"))
SIGNS.update(zip(STANDARD[STANDARD.index("AE"):STANDARD.index("Aacute")], "ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©"))
for _name in STANDARD[STANDARD.index("Aacute"):]:
    SIGNS[_name] = unicodedata.normalize("NFC", _name[0] + MARKS[_name[1:]])
NAMES = {}
for _name, _sign in SIGNS.items():
    NAMES.setdefault(_sign, _name)
NAMES["\xa0"], NAMES["\xad"] = "space", "hyphen"


def meaning(name):
    """The text of a glyph name; None: the name says nothing."""
    if name in SIGNS:
        return SIGNS[name]
    match = re.fullmatch(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})", name)
    if match and int(match[1] or match[2], 16) < 0x110000:
        return chr(int(match[1] or match[2], 16))
    if "." in name[1:] or "_" in name:
        parts = [meaning(part) for part in name.split(".")[0].split("_")]
        return None if None in parts or not parts else "".join(parts)
    return None


def encoding(name):
    """Code -> glyph name of a predefined encoding; None: not one of these."""
    codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(name)
    if codec is None:
        return None
    return {code: NAMES[sign] for code in range(32, 256)
            if (sign := bytes([code]).decode(codec, "ignore")) and sign in NAMES}


def standard_encoding():
    """Adobe's standard encoding, as far as it equals ASCII."""
    names = {code: NAMES.get(chr(code)) for code in range(32, 127)}
    names[39], names[96] = "quoteright", "quoteleft"
    return names
