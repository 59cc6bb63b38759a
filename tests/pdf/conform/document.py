"""The objects of a PDF file, as `qpdf --json` gives them.

References are strings like "12 0 R", names start with "/", text strings with "u:", byte strings with "b:".
Strings out of content streams are bytes. `text` makes plain text of all of them.
"""
import base64
import json
import subprocess
import zlib


class Unreadable(Exception):
    pass


def is_ref(value):
    return isinstance(value, str) and value.endswith(" R") and value[:1].isdigit()


def is_string(value):
    return isinstance(value, bytes) or isinstance(value, str) and value[:2] in ("u:", "b:")


def text(value):
    """Plain text of a string object; None of anything else."""
    if isinstance(value, str) and value.startswith("u:"):
        return value[2:]
    if isinstance(value, str) and value.startswith("b:"):
        value = bytes.fromhex(value[2:])
    if not isinstance(value, bytes):
        return None
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1")


def unpredict(data, parameters):
    """Undoes the PNG predictors of a Flate stream (ISO 32000-1, 7.4.4.4)."""
    if parameters.get("/Predictor", 1) < 10:
        return data
    bits = parameters.get("/Colors", 1) * parameters.get("/BitsPerComponent", 8)
    width, step = (bits * parameters.get("/Columns", 1) + 7) // 8, max(1, bits // 8)
    out, above = bytearray(), bytearray(width)
    for at in range(0, len(data) - width, width + 1):
        kind, row = data[at], bytearray(data[at + 1:at + 1 + width])
        for i in range(width):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + above[i]) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + above[i]) // 2) & 255
            elif kind == 4:
                guess = left + above[i] - corner
                far = [abs(guess - left), abs(guess - above[i]), abs(guess - corner)]
                row[i] = (row[i] + (left, above[i], corner)[far.index(min(far))]) & 255
        out += row
        above = row
    return bytes(out)


class Document:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=none",
                               "--json-key=qpdf", "--json-key=pages", "--json-key=encrypt", path], capture_output=True)
        if done.returncode not in (0, 3):
            raise Unreadable(done.stderr.decode("utf-8", "replace"))
        tree = json.loads(done.stdout)
        self.objects = {key[4:]: value for key, value in tree["qpdf"][1].items() if key != "trailer"}
        self.trailer = tree["qpdf"][1]["trailer"]["value"]
        self.catalog = self.get(self.trailer.get("/Root")) or {}
        self.pages = [page["object"] for page in tree["pages"]]
        self.encrypted = tree["encrypt"]["encrypted"]
        self.made = {}

    def get(self, value):
        """What a value is or refers to; of a stream its dictionary."""
        if not is_ref(value):
            return value
        entry = self.objects.get(value, {})
        return entry["stream"]["dict"] if "stream" in entry else entry.get("value")

    def dict(self, value):
        value = self.get(value)
        return value if isinstance(value, dict) else {}

    def list(self, value):
        """An array; a single value is an array of one."""
        found = self.get(value)
        if found is None:
            return []
        return found if isinstance(found, list) else [value]

    def is_stream(self, value):
        return is_ref(value) and "stream" in self.objects.get(value, {})

    def raw(self, ref):
        return base64.b64decode(self.objects[ref]["stream"].get("data", ""))

    def stream(self, value):
        """The decoded bytes of a stream; None where a filter is not known here."""
        if not self.is_stream(value):
            return None
        entry = self.objects[value]["stream"]
        data = self.raw(value)
        parameters = self.list(entry["dict"].get("/DecodeParms"))
        for i, name in enumerate(self.list(entry["dict"].get("/Filter"))):
            if name == "/FlateDecode":
                reader = zlib.decompressobj()
                data = unpredict(reader.decompress(data), self.dict(parameters[i]) if i < len(parameters) else {})
            elif name == "/ASCIIHexDecode":
                data = base64.b16decode(b"".join(data.split()).rstrip(b">"), True)
            elif name == "/ASCII85Decode":
                data = base64.a85decode(data.strip().removesuffix(b"~>"))
            else:
                return None
        return data

    def inherited(self, page, key):
        """A page's own entry or that of a node above it."""
        for _ in range(64):
            node = self.dict(page)
            if key in node or "/Parent" not in node:
                return node.get(key)
            page = node["/Parent"]
        return None

    def once(self, name, make):
        """make(self), made at its first use and kept."""
        if name not in self.made:
            self.made[name] = make(self)
        return self.made[name]

    def values(self):
        """Every direct value in the file."""
        pending = [self.trailer] + [self.get(ref) for ref in self.objects]
        while pending:
            value = pending.pop()
            yield value
            if isinstance(value, dict):
                pending += value.values()
            elif isinstance(value, list):
                pending += value

    def dicts(self, key, *kinds):
        """Every dictionary whose `key` is one of `kinds`, or is there at all."""
        for value in self.values():
            if isinstance(value, dict) and key in value and (not kinds or value[key] in kinds):
                yield value

    def tree_items(self, root, leaf):
        """Key and value pairs of a number tree (/Nums) or name tree (/Names)."""
        pending, seen = [root], set()
        while pending:
            node = pending.pop()
            if is_ref(node):
                if node in seen:
                    continue
                seen.add(node)
            node = self.dict(node)
            pairs = self.list(node.get(leaf))
            yield from zip(pairs[0::2], pairs[1::2])
            pending += reversed(self.list(node.get("/Kids")))
