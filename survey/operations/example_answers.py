"""Invented answers for the example wave: the same every time, and never anybody's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from questionnaires import Answer, Instrument, Item, ItemType, asked_items

SEED = 20261125
# Cut points of a latent mood on the five-point scale, from worst to best.
CUTS = (-2.6, -1.9, -1.15, 0.35)
SPREAD_OF_DAYS = 0.35
SPREAD_OF_PEOPLE = 0.75
SPREAD_OF_ITEMS = 0.6
MISSING = 0.03
COMMENTS = (
    "Cán bộ hướng dẫn dễ hiểu, cảm ơn.",
    "Cần thêm ghế ngồi chờ vào buổi sáng.",
    "Mong được trả kết quả sớm hơn.",
    "Máy lấy số hay bị hỏng.",
)


@dataclass(frozen=True)
class Place:
    """An invented unit: how it is seen, and how many answer in each period."""

    name: str
    mood: float
    counts: Sequence[int]


PLACES = (
    Place("Xã Minh hoạ 1", 0.55, (62, 112)),
    Place("Xã Minh hoạ 2", -0.1, (48, 76)),
    Place("Xã Minh hoạ 3", -0.55, (52, 96)),
    Place("Xã Minh hoạ 4", 0.1, (33, 57)),
    Place("Xã Minh hoạ 5", 0.5, (70, 118)),
    Place("Xã Minh hoạ 6", 0.15, (31, 32)),
    Place("Xã Minh hoạ 7", 0.8, (84, 131)),
    Place("Xã Minh hoạ 8", 0.95, (92, 168)),
    Place("Xã Minh hoạ 9", 0.2, (11, 6)),
    Place("Xã Minh hoạ 10", 0.0, (7, 15)),
    Place("Phường Minh hoạ 11", 0.2, (88, 142)),
    Place("Phường Minh hoạ 12", 0.65, (80, 158)),
)


class Crowd:
    """Draws people who answer, each with a mood of their own."""

    def __init__(self, instrument: Instrument, period: int) -> None:
        self._instrument = instrument
        effects = Random(SEED)  # noqa: S311 - invented data, no secret
        self._item_effects = {
            item.id: effects.gauss(0, 0.3) for item in instrument.items()
        }
        self._random = Random(SEED + period)  # noqa: S311 - invented data, no secret

    def draw_days(self, days: int, count: int) -> Counter[int]:
        """Return how many of `count` people come on which day of the period."""
        return Counter(self._random.randrange(days) for _person in range(count))

    def draw_day_mood(self) -> float:
        """Return how a counter is on one day: what makes its people alike."""
        return self._random.gauss(0, SPREAD_OF_DAYS)

    def draw_answers(self, mood: float) -> Mapping[str, Answer]:
        """Return one person's answers to all that she is asked."""
        person = mood + self._random.gauss(0, SPREAD_OF_PEOPLE)
        answers: dict[str, Answer] = {}
        for item in self._instrument.items():
            if item in asked_items(self._instrument, answers):
                answer = self._answer(item, person)
                if answer is not None:
                    answers[item.id] = answer
        return answers

    def _answer(self, item: Item, person: float) -> Answer | None:
        if item.type is ItemType.RATING:
            return self._rate(item, person)
        if item.type is ItemType.SINGLE:
            return self._random.choice(item.valid_codes)
        if item.type is ItemType.TEXT and self._random.random() < MISSING:
            return self._random.choice(COMMENTS)
        return None

    def _rate(self, item: Item, person: float) -> int:
        if item.missing_codes and self._random.random() < MISSING:
            return item.missing_codes[0]
        noise = self._random.gauss(0, SPREAD_OF_ITEMS)
        felt = person + self._item_effects[item.id] + noise
        return 1 + sum(felt > cut for cut in CUTS)
