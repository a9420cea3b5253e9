from survey.agencies.names import name_key


def in_order(*names: str) -> list[str]:
    return sorted(names, key=name_key)


def test_units_are_sorted_by_their_proper_name():
    names = ["Phường Đoàn Kết", "Xã Bum Tở", "Phường Tân Phong", "Xã Dào San"]

    assert in_order(*names) == [
        "Xã Bum Tở",
        "Xã Dào San",
        "Phường Đoàn Kết",
        "Phường Tân Phong",
    ]


def test_vietnamese_letters_follow_their_plain_ones():
    assert in_order("Xã Ô", "Xã Ơ", "Xã P", "Xã O", "Xã Đ", "Xã D", "Xã E") == [
        "Xã D",
        "Xã Đ",
        "Xã E",
        "Xã O",
        "Xã Ô",
        "Xã Ơ",
        "Xã P",
    ]


def test_tones_decide_only_between_the_same_letters():
    assert in_order("Mạ", "Má", "Mã", "Mả", "Mà", "Ma", "Mán") == [
        "Ma",
        "Mà",
        "Mả",
        "Mã",
        "Má",
        "Mạ",
        "Mán",
    ]


def test_numbers_are_sorted_by_their_value():
    names = ["Xã Minh hoạ 10", "Phường Minh hoạ 2", "Xã Minh hoạ 1"]

    assert in_order(*names) == ["Xã Minh hoạ 1", "Phường Minh hoạ 2", "Xã Minh hoạ 10"]


def test_both_spellings_of_unicode_are_one_name():
    assert name_key("Xã Tu\u0302\u0301") == name_key("Xã Tu\u0302\u0301".lower())
    assert name_key("Xã Tô\u0301") == name_key("Xã Tố")


def test_foreign_letters_and_marks_have_a_place_too():
    assert in_order("Zürich", "Juárez", "(khác)") == ["(khác)", "Juárez", "Zürich"]
