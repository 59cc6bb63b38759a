"""CMaps: from codes to CIDs, and from codes to Unicode (ISO 32000-1, 9.7.5 and 9.10.3)."""
from tokens import operations


class CMap:
    def __init__(self, data):
        self.spaces, self.singles, self.ranges = [], {}, []
        self.uses, self.mode = None, 0
        for operator, operands in operations(data):
            if operator == "usecmap" and operands:
                self.uses = operands[-1]
            elif operator == "def" and operands[-2:-1] == ["/WMode"]:
                self.mode = operands[-1]
            elif operator == "endcodespacerange":
                self.spaces += [pair for pair in triples(operands, 2) if all(isinstance(end, bytes) for end in pair)]
            elif operator in ("endcidchar", "endbfchar"):
                self.singles.update((code, value) for code, value in triples(operands, 2))
            elif operator in ("endcidrange", "endbfrange"):
                self.ranges += [run for run in triples(operands, 3)]
        tops = [low + code(end) - code(start) for start, end, low in self.ranges if isinstance(low, int)]
        self.largest = max(tops + [value for value in self.singles.values() if isinstance(value, int)], default=0)

    def split(self, data):
        """The codes of a shown string."""
        widths = sorted({len(low) for low, _ in self.spaces}) or [2]
        at = 0
        while at < len(data):
            for width in widths:
                piece = data[at:at + width]
                if any(len(low) == len(piece) and all(a <= b <= c for a, b, c in zip(low, piece, high))
                       for low, high in self.spaces):
                    break
            yield piece
            at += len(piece)

    def find(self, piece):
        """What a code is mapped to: a CID, or bytes in UTF-16; None: nothing."""
        if piece in self.singles:
            return self.singles[piece]
        for low, high, value in self.ranges:
            if len(low) == len(piece) and low <= piece <= high:
                offset = code(piece) - code(low)
                if isinstance(value, list):
                    return value[offset] if offset < len(value) else None
                if isinstance(value, int):
                    return value + offset
                return (int.from_bytes(value, "big") + offset).to_bytes(len(value) + 1, "big")[-len(value):]
        return None

    def text(self, piece):
        found = self.find(piece)
        return found.decode("utf-16-be", "replace") if isinstance(found, bytes) else None


def triples(operands, size):
    return [tuple(operands[i:i + size]) for i in range(0, len(operands) - size + 1, size)]


def code(piece):
    return int.from_bytes(piece, "big") if isinstance(piece, bytes) else 0
