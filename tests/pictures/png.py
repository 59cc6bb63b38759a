"""PNG files of every form, written by the specification alone: no library of ours or of others but zlib"""
import struct
import zlib

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def pack(samples, depth):
    """One row: its filter (none) and the samples, each of `depth` bits."""
    if depth == 16:
        return b'\0' + struct.pack(f'>{len(samples)}H', *samples)
    bits = ''.join(format(s, f'0{depth}b') for s in samples)
    bits += '0' * (-len(bits) % 8)
    return b'\0' + bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def write(side, pixel, colour, depth, palette=b'', trns=b'', interlaced=False, extra=b''):
    """A square; pixel(x, y) gives the samples."""
    grid = PASSES if interlaced else [(0, 0, 1, 1)]
    rows = b''
    for x0, y0, dx, dy in grid:
        if x0 < side:
            for y in range(y0, side, dy):
                rows += pack([s for x in range(x0, side, dx) for s in pixel(x, y)], depth)
    head = struct.pack('>IIBBBBB', side, side, depth, colour, 0, 0, interlaced)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + extra + (chunk(b'PLTE', palette) if palette else b'')
            + (chunk(b'tRNS', trns) if trns else b'') + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
