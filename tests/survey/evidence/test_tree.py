import hashlib
import random

import pytest

from survey.evidence import tree


def test_of_nothing_the_hash_is_that_of_nothing():
    assert tree.root([]) == hashlib.sha256(b"").hexdigest()


def test_of_one_leaf_the_root_is_the_leaf():
    leaf = tree.leaf(["a", 1])

    assert tree.root([leaf]) == leaf.hex()


def test_two_leaves_stand_under_a_node_of_both():
    low, high = sorted([tree.leaf(1), tree.leaf(2)])

    assert tree.root([high, low]) == hashlib.sha256(b"\x01" + low + high).hexdigest()


@pytest.mark.parametrize("count", [3, 5, 8, 13])
def test_the_order_in_which_leaves_come_tells_nothing(count):
    leaves = [tree.leaf(number) for number in range(count)]
    shuffled = random.Random(4).sample(leaves, count)  # no secret

    assert tree.root(shuffled) == tree.root(leaves)


def test_a_leaf_cannot_pass_for_a_node():
    left, right = tree.leaf(1), tree.leaf(2)

    assert tree.leaf([1]) != hashlib.sha256(tree.canonical([1])).digest()
    assert tree.root([left, right]) != tree.root([left + right])


def test_what_is_written_down_is_written_one_way():
    assert tree.canonical({"b": 1, "a": "ê"}) == '{"a":"ê","b":1}'.encode()
