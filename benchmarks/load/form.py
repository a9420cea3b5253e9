"""A questionnaire of as many ratings as the floor checks, on seven pages."""

import json
from pathlib import Path
from typing import Any

from benchmarks.load.floor import QUESTIONS

NAME = "load_form"
ON_A_PAGE = 4
SCALE = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng")
WORDS = "{service_point} có đủ ghế ngồi chờ và bàn viết cho người dân."


def item_ids() -> list[str]:
    """Return the ids of the questions, in the order they are asked."""
    return [f"q{n}" for n in range(1, QUESTIONS + 1)]


def page_ids() -> list[str]:
    """Return the ids of the pages, in their order."""
    return [f"page{n}" for n in range(1, QUESTIONS // ON_A_PAGE + 1)]


def items_on(page: str) -> list[str]:
    """Return the ids of the questions of one page."""
    first = page_ids().index(page) * ON_A_PAGE
    return item_ids()[first : first + ON_A_PAGE]


def write_form(path: Path) -> None:
    """Write the questionnaire; JSON is YAML, too."""
    path.write_text(json.dumps(_document()), "utf-8")


def _document() -> dict[str, Any]:
    options = [
        {"code": code, "label": _both(label)}
        for code, label in enumerate((*SCALE, "Rất hài lòng"), start=1)
    ]
    return {
        "id": NAME,
        "version": 1,
        "languages": ["vi", "en"],
        "title": _both("Phiếu đo tải"),
        "valid_from": "2025-07-01",
        "population": _both("Người dân"),
        "rates": ["commune"],
        "minutes": 4,
        "scales": {
            "satisfaction": {"options": options, "favourable": [4, 5], "faces": True}
        },
        "pages": [_page(page) for page in page_ids()],
        "closing": _both("Xin cảm ơn."),
    }


def _page(page: str) -> dict[str, Any]:
    items = [
        {
            "id": item,
            "type": "rating",
            "scale": "satisfaction",
            "required": True,
            "text": _both(WORDS),
        }
        for item in items_on(page)
    ]
    return {"id": page, "title": _both("Tiếp cận dịch vụ"), "items": items}


def _both(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}
