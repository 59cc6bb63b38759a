"""A reader of TrueType and OpenType files, as far as a PDF's rules need it (ISO/IEC 14496-22)."""
import struct


class Sfnt:
    def __init__(self, data):
        self.data, self.tables = data, {}
        for i in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, start, size = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
            self.tables[tag.decode("latin-1")] = data[start:start + size]
        self.units = struct.unpack_from(">H", self.tables["head"], 18)[0] if "head" in self.tables else 1000
        self.count = struct.unpack_from(">H", self.tables["maxp"], 4)[0] if "maxp" in self.tables else 0
        self.cmaps = self.read_cmaps()

    def read_cmaps(self):
        """(platform, encoding) -> offset in the table."""
        table = self.tables.get("cmap", b"\0\0\0\0")
        return {struct.unpack_from(">HH", table, 4 + 8 * i): struct.unpack_from(">L", table, 8 + 8 * i)[0]
                for i in range(struct.unpack_from(">H", table, 2)[0])}

    def width(self, glyph):
        """In thousandths of the size; None: no such glyph."""
        if "hhea" not in self.tables or "hmtx" not in self.tables or glyph >= self.count:
            return None
        metrics = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        at = 4 * min(glyph, metrics - 1)
        if at + 2 > len(self.tables["hmtx"]):
            return None
        return struct.unpack_from(">H", self.tables["hmtx"], at)[0] * 1000 / self.units

    def has(self, glyph):
        return glyph < self.count

    def outlined(self, glyph):
        """Whether a TrueType glyph has an outline."""
        loca = self.tables.get("loca", b"")
        long = struct.unpack_from(">H", self.tables["head"], 50)[0]
        form, size = (">LL", 4) if long else (">HH", 2)
        if (glyph + 2) * size > len(loca):
            return False
        start, end = struct.unpack_from(form, loca, glyph * size)
        return end > start

    def look_up(self, kind, code):
        """The glyph of a code in one of the cmaps; 0: none."""
        table, at = self.tables["cmap"], self.cmaps[kind]
        form = struct.unpack_from(">H", table, at)[0]
        if form == 0:
            return table[at + 6 + code] if code < 256 else 0
        if form == 6:
            first, count = struct.unpack_from(">HH", table, at + 6)
            place = at + 10 + 2 * (code - first)
            return struct.unpack_from(">H", table, place)[0] if first <= code < first + count else 0
        if form == 12:
            for i in range(struct.unpack_from(">L", table, at + 12)[0]):
                first, last, glyph = struct.unpack_from(">LLL", table, at + 16 + 12 * i)
                if first <= code <= last:
                    return glyph + code - first
            return 0
        return segments(table, at, code) if form == 4 else 0


def segments(table, at, code):
    """A cmap of format 4."""
    double = struct.unpack_from(">H", table, at + 6)[0]
    for i in range(0, double, 2):
        end = struct.unpack_from(">H", table, at + 14 + i)[0]
        if code > end:
            continue
        start, delta, offset = (struct.unpack_from(">H", table, at + 16 + k * double + i)[0] for k in (1, 2, 3))
        if code < start:
            return 0
        if offset == 0:
            return (code + delta) & 0xFFFF
        place = at + 16 + 3 * double + i + offset + 2 * (code - start)
        glyph = struct.unpack_from(">H", table, place)[0] if place + 2 <= len(table) else 0
        return (glyph + delta) & 0xFFFF if glyph else 0
    return 0
