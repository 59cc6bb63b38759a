"""XMP metadata, with the prefixes that its rules are about (ISO 16684-1)."""
import re
from xml.parsers import expat

from document import text

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC, PDF, XMP = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/pdf/1.3/", "http://ns.adobe.com/xap/1.0/"
PDFUA, PDFA = "http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/id/"
EXTENSION, SCHEMA = "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"


class Node:
    def __init__(self, name, attributes, spaces):
        self.spaces, self.kids, self.text = spaces, [], ""
        self.prefix, self.space, self.local = self.resolve(name, True)
        self.attributes = {self.resolve(key, False)[1:]: (self.resolve(key, False)[0], value)
                           for key, value in attributes.items() if not key.startswith("xmlns")}

    def resolve(self, name, is_element):
        prefix, _, local = name.rpartition(":")
        if prefix == "xml":
            return prefix, "xml", local
        return prefix, self.spaces.get(prefix, "") if prefix or is_element else "", local

    def walk(self):
        yield self
        for kid in self.kids:
            yield from kid.walk()


class Property:
    """A property of the document; value is text, or a list of the items' (text, language)."""

    def __init__(self, space, local, prefix, value, node):
        self.space, self.local, self.prefix, self.value, self.node = space, local, prefix, value, node


class Xmp:
    def __init__(self, data):
        self.data, self.root, self.error, self.stack = data, None, None, []
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        try:
            parser.Parse(data.strip(b"\0 \r\n\t"), True)
        except expat.ExpatError as error:
            self.error = str(error)
        self.properties = list(self.read())

    def start(self, name, attributes):
        spaces = dict(self.stack[-1].spaces) if self.stack else {}
        spaces.update((key.partition(":")[2], value) for key, value in attributes.items() if key.startswith("xmlns"))
        node = Node(name, attributes, spaces)
        if self.stack:
            self.stack[-1].kids.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def end(self, name):
        self.stack.pop()

    def characters(self, data):
        self.stack[-1].text += data

    def nodes(self, space, local):
        return [node for node in (self.root.walk() if self.root else []) if (node.space, node.local) == (space, local)]

    def read(self):
        for holder in self.nodes(RDF, "RDF"):
            for description in holder.kids:
                for (space, local), (prefix, value) in description.attributes.items():
                    if space not in (RDF, "xml"):
                        yield Property(space, local, prefix, value, None)
                for kid in description.kids:
                    yield Property(kid.space, kid.local, kid.prefix, content_of(kid), kid)

    def get(self, space, local):
        return next((p for p in self.properties if (p.space, p.local) == (space, local)), None)

    def value(self, space, local):
        """The text of a property, or of the first of its items; None: there is no such property."""
        found = self.get(space, local)
        if found is None or isinstance(found.value, str):
            return found and found.value
        return found.value[0][0] if found.value else ""

    def header(self, key):
        found = re.search(rb"<\?xpacket\s[^>]*?\b" + key + rb"\s*=\s*[\"']([^\"']*)", self.data)
        return found and found[1]


def content_of(node):
    for kid in node.kids:
        if kid.space == RDF and kid.local in ("Alt", "Seq", "Bag"):
            return [(item.text.strip(), item.attributes.get(("xml", "lang"), ("", None))[1]) for item in kid.kids]
    return node.text.strip()


def xmp(document):
    """The document's metadata; None: there is none."""
    def make(_):
        ref = document.catalog.get("/Metadata")
        data = document.stream(ref) if document.dict(ref).get("/Type", "/Metadata") == "/Metadata" else None
        return Xmp(data) if data is not None else None
    return document.once("xmp", make)


def info(document, key):
    return text(document.get(document.dict(document.trailer.get("/Info")).get(key)))
