"""What clients may send that are broken, or mean it: bytes, and values of JSON.

`HOSTILE_EXAMPLES` says how many a test tries; `make hostile-study` tries many.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "25"))

many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# Half a pair, a NUL, an overlong name, two spellings of one letter, digits of
# other scripts, a path, a statement.
ODD_WORDS = (
    "\ud800",
    "a\x00b",
    "x" * 5000,
    "e\u0323\u0302",
    "ệ",
    "٣",
    "../../etc/passwd",
    "'; DROP TABLE inbox; --",
    "\u202e\u200b",
)
words = st.text(max_size=40) | st.sampled_from(ODD_WORDS)
numbers = (
    st.integers()
    | st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**400])
    | st.floats(allow_nan=False, allow_infinity=False)
)
plain = st.none() | st.booleans() | numbers | words
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4)
    ),
    max_leaves=10,
)

# Bodies that are no message of ours, whatever was asked for.
RUBBISH = {
    "nothing": b"",
    "half an object": b"{",
    "no UTF-8": b"\xff\xfe",
    "a broken name": b'{"\xed\xa0\x80": 1}',
    "deep lists": b"[" * 40_000,
    "deep objects": b'{"a":' * 9_000,
    "deep below a name": b'{"x":' + b"[" * 30_000,
    "a number without end": b'{"x":' + b"9" * 40_000 + b"}",
    "a number beyond all": b'{"x": 1e999999}',
    "not a number": b'{"x": NaN}',
    "null": b"null",
    "two at once": b"{}{}",
    "a mark before it": b"\xef\xbb\xbf{}",
    "UTF-16": '{"x": 1}'.encode("utf-16"),
}
