"""The hash tree of RFC 6962 (section 2.1): one root for many records, and proofs of belonging.

A leaf is hashed behind the byte 0, a node behind the byte 1, so that neither passes for the other.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(record: bytes) -> bytes:
    """The hash of one record, 32 bytes."""
    return sha256(b"\x00" + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two hashes, 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """Takes leaf hashes one by one and keeps a hash per power of two: memory grows with log2."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[tuple[int, bytes]] = []  # (leaves under it, hash), from left to right

    def append(self, leaf: bytes) -> None:
        leaves = 1
        while self._whole and self._whole[-1][0] == leaves:
            leaf = node_hash(self._whole.pop()[1], leaf)
            leaves *= 2
        self._whole.append((leaves, leaf))
        self.size += 1

    def root(self) -> bytes:
        """The root of the leaves taken so far."""
        if not self._whole:
            return EMPTY_ROOT
        *lefts, (_leaves, root) = self._whole
        for _leaves, left in reversed(lefts):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a sequence of leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def path_to(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes which, with that of leaf `index`, give the root; from the leaf up."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path_to(leaves[:split], index), root_of(leaves[split:])]
    return [*path_to(leaves[split:], index - split), root_of(leaves[:split])]


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a leaf hash and its path give. ValueError for a path of another length."""
    if size == 1:
        if path:
            raise ValueError(f"{len(path)} hashes too many in the path")
        return leaf
    if not path:
        raise ValueError("the path is too short")
    split, *below = _split(size), *path[:-1]
    if index < split:
        return node_hash(root_from(leaf, index, split, below), path[-1])
    return node_hash(path[-1], root_from(leaf, index - split, size - split, below))


def _split(size: int) -> int:
    """The largest power of two smaller than the number of leaves."""
    return 1 << (size - 1).bit_length() - 1
