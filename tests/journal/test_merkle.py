"""The hash tree: the vectors of the reference implementation, and proofs that cannot lie."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.journal.merkle import leaf_hash, node_hash, path_to, root_from, root_of

# The records and roots that the Certificate Transparency implementations test themselves with.
RECORDS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
some_leaves = st.lists(st.binary(max_size=8), min_size=1, max_size=40).map(
    lambda records: [leaf_hash(record) for record in records]
)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(size):
    leaves = [leaf_hash(record) for record in RECORDS[:size]]

    assert root_of(leaves).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert root_of([]) == sha256(b"").digest()


def test_a_node_never_passes_for_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")

    assert leaf_hash(left + right) != node_hash(left, right)


@given(some_leaves, st.data())
def test_each_leaf_proves_that_it_belongs(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = path_to(leaves, index)

    assert root_from(leaves[index], index, len(leaves), path) == root_of(leaves)


@given(some_leaves, st.data(), st.binary(min_size=9, max_size=9))
def test_what_is_not_a_leaf_proves_nothing(leaves, data, stranger):
    index = data.draw(st.integers(0, len(leaves) - 1))

    path = path_to(leaves, index)

    assert root_from(leaf_hash(stranger), index, len(leaves), path) != root_of(leaves)


@pytest.mark.parametrize("path", [[], [bytes(32)] * 3])
def test_a_path_of_another_length_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        root_from(leaf_hash(b"a"), 0, 2 if not path else 1, path)
