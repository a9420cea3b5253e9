import re

from survey.responses.receipts import draw_receipt, grouped_receipt, normal_receipt


def test_a_receipt_is_short_and_easy_to_read_aloud():
    receipts = {draw_receipt() for _ in range(200)}

    assert len(receipts) == 200
    assert all(re.fullmatch(r"[A-Z2-7]{10}", receipt) for receipt in receipts)


def test_a_receipt_is_found_however_it_was_written_down():
    receipt = draw_receipt()

    assert normal_receipt(grouped_receipt(receipt)) == receipt
    assert normal_receipt(f"  {receipt.lower()[:3]} {receipt[3:]} ") == receipt


def test_what_looks_like_a_letter_is_read_as_that_letter():
    assert normal_receipt("0o1i8b") == "OOIIBB"
