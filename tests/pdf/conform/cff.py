"""A reader of CFF fonts, as far as a PDF's rules need it (Adobe Technical Notes 5176 and 5177)."""
import struct

from glyphnames import STANDARD

CHARSET, ENCODING, CHARSTRINGS, PRIVATE, SUBRS, DEFAULT_WIDTH, NOMINAL_WIDTH = 15, 16, 17, 18, 19, 20, 21
ROS, FDARRAY, FDSELECT, MATRIX = 1230, 1236, 1237, 1207
CLEARING = {1: 0, 18: 0, 3: 0, 23: 0, 19: 0, 20: 0, 21: 2, 22: 1, 4: 1, 14: 0}  # operator -> its operands; 0: even


def index(data, at):
    """The items of an INDEX, and where it ends."""
    count = struct.unpack_from(">H", data, at)[0]
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    offsets = [int.from_bytes(data[at + 3 + i * size:at + 3 + (i + 1) * size], "big") for i in range(count + 1)]
    base = at + 2 + (count + 1) * size
    return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def real(data, at):
    digits = ""
    while at < len(data):
        for nibble in (data[at] >> 4, data[at] & 15):
            if nibble == 15:
                return float(digits or 0), at + 1
            digits += "0123456789.EE -"[nibble].strip() + ("-" if nibble == 12 else "")
        at += 1
    return 0.0, at


def dictionary(data):
    """Operator -> operands; of two bytes: 1200 and the second."""
    found, operands, at = {}, [], 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte == 12:
            found[1200 + data[at]], operands, at = operands, [], at + 1
        elif byte <= 21:
            found[byte], operands = operands, []
        elif byte == 28:
            operands, at = operands + [struct.unpack_from(">h", data, at)[0]], at + 2
        elif byte == 29:
            operands, at = operands + [struct.unpack_from(">l", data, at)[0]], at + 4
        elif byte == 30:
            value, at = real(data, at)
            operands = operands + [value]
        elif byte <= 246:
            operands = operands + [byte - 139]
        elif byte <= 254:
            pair = (byte - 247) * 256 + data[at] + 108 if byte <= 250 else -(byte - 251) * 256 - data[at] - 108
            operands, at = operands + [pair], at + 1
    return found


class Cff:
    def __init__(self, data):
        self.data = data
        _, at = index(data, data[2])
        tops, at = index(data, at)
        strings, at = index(data, at)
        self.globals, _ = index(data, at)
        self.strings = [string.decode("latin-1") for string in strings]
        self.top = dictionary(tops[0])
        self.glyphs, _ = index(data, self.top[CHARSTRINGS][0])
        self.is_cid = ROS in self.top
        self.charset = self.read_charset()
        self.place = {entry: glyph for glyph, entry in reversed(list(enumerate(self.charset)))}
        tops = [dictionary(entry) for entry in index(data, self.top[FDARRAY][0])[0]] if self.is_cid else [self.top]
        self.privates = [self.read_private(top) for top in tops]
        self.select = self.read_select()
        matrix = self.top.get(MATRIX) or tops[0].get(MATRIX) or [0.001]
        self.scale = matrix[0] * 1000

    def entry(self, number):
        """A CID, or the name of a glyph."""
        if self.is_cid:
            return number
        if number < 391:
            return STANDARD[number] if number < len(STANDARD) else f"standard{number}"
        return self.strings[number - 391] if number - 391 < len(self.strings) else ""

    def read_charset(self):
        at, numbers, count = self.top.get(CHARSET, [0])[0], [0], len(self.glyphs)
        if at <= 2:
            return [self.entry(i) for i in range(count)]
        form, at = self.data[at], at + 1
        while len(numbers) < count:
            first = struct.unpack_from(">H", self.data, at)[0]
            left = 0 if form == 0 else int.from_bytes(self.data[at + 2:at + 2 + form], "big")
            numbers += range(first, first + left + 1)
            at += 2 + form
        return [self.entry(number) for number in numbers[:count]]

    def read_private(self, top):
        """(default width, nominal width, subroutines)"""
        size, at = (int(value) for value in top.get(PRIVATE, [0, 0]))
        private = dictionary(self.data[at:at + size])
        subrs = index(self.data, at + int(private[SUBRS][0]))[0] if SUBRS in private else []
        return private.get(DEFAULT_WIDTH, [0])[0], private.get(NOMINAL_WIDTH, [0])[0], subrs

    def read_select(self):
        """Glyph -> number of its private dictionary."""
        count = len(self.glyphs)
        if not self.is_cid or FDSELECT not in self.top:
            return [0] * count
        at = self.top[FDSELECT][0]
        if self.data[at] == 0:
            return list(self.data[at + 1:at + 1 + count])
        select, runs = [], struct.unpack_from(">H", self.data, at + 1)[0]
        for i in range(runs):
            first, which, after = struct.unpack_from(">HBH", self.data, at + 3 + 3 * i)
            select += [which] * (after - first)
        return select

    def has(self, glyph):
        return glyph < len(self.glyphs)

    def width(self, glyph):
        """In thousandths of the size; None: no such glyph."""
        if not self.has(glyph):
            return None
        default, nominal, subrs = self.privates[min(self.select[glyph], len(self.privates) - 1)]
        extra = first_operand(self.glyphs[glyph], subrs, self.globals)
        return (default if extra is None else nominal + extra) * self.scale

    def encoding(self):
        """Code -> glyph name of the font's own encoding; None: Adobe's standard encoding."""
        at = self.top.get(ENCODING, [0])[0]
        if at <= 1:
            return None
        form, count, codes, at = self.data[at] & 127, self.data[at + 1], [], at + 2
        for i in range(count):
            if form == 0:
                codes.append(self.data[at + i])
            else:
                first, left = self.data[at + 2 * i], self.data[at + 2 * i + 1]
                codes += range(first, first + left + 1)
        return {code: self.charset[i + 1] for i, code in enumerate(codes) if i + 1 < len(self.charset)}


def first_operand(program, subrs, global_subrs):
    """The width in a charstring, which stands before the operands of the first operator that clears the stack."""
    stack, calls = [], [(program, 0)]
    while calls:
        code, at = calls.pop()
        while at < len(code):
            byte = code[at]
            at += 1
            if byte == 28:
                stack.append(struct.unpack_from(">h", code, at)[0])
                at += 2
            elif byte == 255:
                stack.append(struct.unpack_from(">l", code, at)[0] / 65536)
                at += 4
            elif byte >= 247:
                low = code[at]
                at += 1
                stack.append((byte - 247) * 256 + low + 108 if byte <= 250 else -(byte - 251) * 256 - low - 108)
            elif byte >= 32:
                stack.append(byte - 139)
            elif byte in (10, 29) and stack and len(calls) < 10:
                called = subrs if byte == 10 else global_subrs
                number = int(stack.pop()) + (107 if len(called) < 1240 else 1131 if len(called) < 33900 else 32768)
                calls.append((code, at))
                code, at = called[number] if 0 <= number < len(called) else b"", 0
            elif byte == 11:
                break
            elif byte in CLEARING:
                more = len(stack) - CLEARING[byte] if CLEARING[byte] else len(stack) % 2
                return stack[0] if more > 0 else None
            else:
                return None
    return None
