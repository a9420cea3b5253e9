from hypothesis import given
from hypothesis import strategies as st

from survey.results.showing.charts.lettering import lines_of


@given(st.text(alphabet="aăâ đ", max_size=60), st.integers(5, 30))
def test_breaking_a_name_loses_no_word(words, letters):
    assert " ".join(lines_of(words, letters)).split() == words.split()


def test_a_word_that_is_too_long_stays_whole():
    assert lines_of("Nghiêng-nghiêng xã", 6) == ["Nghiêng-nghiêng", "xã"]
