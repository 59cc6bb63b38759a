"""A tokenizer for content streams and CMaps (ISO 32000-1, 7.2 and 7.8.2)."""
import re

TOKEN = re.compile(rb"""[\x00\t\n\f\r ]+ | %[^\r\n]* | (?P<open><<|\[|\{) | (?P<close>>>|\]|\})
    | <(?P<hex>[^>]*)> | (?P<paren>\() | /(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*)
    | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+) | (?P<stray>.)""", re.X | re.S)
NUMBER = re.compile(rb"[+-]*\d*\.?\d*(?:-\d*)?$")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
INLINE_END = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")


class Operator(str):
    pass


def literal(data, at):
    """The string whose "(" is before `at`, and where it ends."""
    depth, out = 1, bytearray()
    while at < len(data):
        char = data[at:at + 1]
        at += 1
        if char == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
                continue
            char = data[at:at + 1]
            at += 1
            if char == b"\r" and data[at:at + 1] == b"\n":
                at += 1
            elif char not in (b"\r", b"\n"):
                out += ESCAPES.get(char, char)
            continue
        depth += {b"(": 1, b")": -1}.get(char, 0)
        if depth == 0:
            break
        out += char
    return bytes(out), at


def number(word):
    if b"." in word:
        return float(re.match(rb"[+-]?\d*\.?\d*", word)[0] + b"0" if word.strip(b"+-.") else 0)
    return int(re.match(rb"[+-]?\d+", word)[0])


def scalar(match):
    word = match["word"]
    if word is None:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", match["hex"])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if NUMBER.match(word) and re.search(rb"\d", word):
        try:
            return number(word)
        except (ValueError, TypeError):
            return 0
    if word in (b"true", b"false", b"null"):
        return {b"true": True, b"false": False, b"null": None}[word]
    return Operator(word.decode("latin-1"))


def name_text(raw):
    return "/" + re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw).decode("utf-8", "replace")


def close(stack, bracket):
    if len(stack) < 2:
        return
    kind, items = stack.pop()
    if kind == b"<<" and bracket == b">>":
        items = {k: v for k, v in zip(items[0::2], items[1::2]) if isinstance(k, str)}
    stack[-1][1].append(items)


def operations(data):
    """(operator, operands) of a content stream; an inline image is ("EI", [dictionary])."""
    stack, at = [(b"", [])], 0
    while at < len(data):
        match = TOKEN.match(data, at)
        at = match.end()
        value = None
        if match["open"]:
            stack.append((match["open"], []))
        elif match["close"]:
            close(stack, match["close"])
        elif match["paren"]:
            value, at = literal(data, at)
            stack[-1][1].append(value)
        elif match["name"] is not None:
            stack[-1][1].append(name_text(match["name"]))
        elif match["hex"] is not None or match["word"]:
            value = scalar(match)
            if not isinstance(value, Operator) or len(stack) > 1:
                stack[-1][1].append(value)
                continue
            operands = stack[0][1]
            stack = [(b"", [])]
            if value == "ID":
                end = INLINE_END.search(data, at)
                at = end.end() if end else len(data)
                yield "EI", [dict(zip(operands[0::2], operands[1::2]))]
            elif value != "BI":
                yield str(value), operands
