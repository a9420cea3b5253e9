"""One hash for many rows: a Merkle tree whose leaves are sorted.

As in RFC 6962, leaves and nodes are hashed under different first bytes, so that
no node can be passed off as a leaf. The leaves are sorted by their hashes: the
order in which answers came would lead to who gave them.
"""

import hashlib
import json
from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"
EMPTY = hashlib.sha256(b"").hexdigest()


def canonical(value: object) -> bytes:
    """Return the one way in which a value is written down."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def leaf(value: object) -> bytes:
    """Return the hash of a row."""
    return hashlib.sha256(LEAF + canonical(value)).digest()


def root(leaves: Iterable[bytes]) -> str:
    """Return the hash that stands for all leaves, whatever order they come in."""
    level = sorted(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        level = _above(level)
    return level[0].hex()


def _above(level: list[bytes]) -> list[bytes]:
    """Return the nodes above a level; one that is left over rises as it is."""
    pairs = zip(level[::2], level[1::2], strict=False)
    nodes = [hashlib.sha256(NODE + left + right).digest() for left, right in pairs]
    return nodes if len(level) % 2 == 0 else [*nodes, level[-1]]
