"""Questionnaires for tests that need no database."""

from functools import cache
from pathlib import Path

import questionnaires
from questionnaires import Instrument, load_instrument, parse_instrument

FOLDER = Path(questionnaires.__file__).with_name("instruments")

# Every type of item; a rule inside a page and one over a page that may fall out.
SMALL = """
id: small
version: 1
languages: [vi, en]
title: {vi: Phiếu nhỏ, en: Small form}
valid_from: 2025-07-01
population: {vi: Người dân, en: People}
rates: [commune]
minutes: 4
scales:
  four:
    options:
      - {code: 1, label: {vi: Kém, en: Poor}}
      - {code: 2, label: {vi: Tạm, en: Fair}}
      - {code: 3, label: {vi: Khá, en: Good}}
      - {code: 4, label: {vi: Tốt, en: Excellent}}
      - {code: 98, label: {vi: Không biết, en: Do not know}, missing: true}
    favourable: [3, 4]
    faces: true
pages:
  - id: visit
    items:
      - id: came
        type: single
        required: true
        text: {vi: Ông/Bà đã đến chưa?, en: Have you been there?}
        options:
          - {code: 1, label: {vi: Rồi, en: "Yes"}}
          - {code: 2, label: {vi: Chưa, en: "No"}}
      - id: times
        type: number
        required: true
        low: 1
        high: 99
        ask_if: ${came} = 1
        text: {vi: Mấy lần?, en: How often?}
  - id: rating
    items:
      - id: rated
        type: rating
        scale: four
        required: true
        ask_if: ${came} = 1
        text: {vi: Ông/Bà thấy thế nào?, en: How was it?}
  - id: review
    items:
      - id: heard
        type: multiple
        text: {vi: Ông/Bà biết qua đâu?, en: Where did you hear of it?}
        options:
          - {code: 1, label: {vi: Loa, en: Loudspeaker}}
          - {code: 2, label: {vi: Báo, en: Newspaper}}
      - id: words
        type: text
        longest: 2000
        text: {vi: Ý kiến khác?, en: Anything else?}
tree:
  id: whole
  kind: overall
  title: {vi: Chung, en: Overall}
  items: [rated]
measures:
  - {id: m, kind: share, title: {vi: Tỷ lệ, en: Share}, of: whole, headline: true}
"""


@cache
def small() -> Instrument:
    return parse_instrument(SMALL.encode(), "small")


@cache
def real(name: str) -> Instrument:
    return load_instrument(FOLDER / name / "v1.yaml")
