"""Makes documents for tests; name only what the test is about."""

from typing import Any

import pytest

from questionnaires import InstrumentError, from_document


def words(vietnamese: str, english: str = "words") -> dict[str, str]:
    return {"vi": vietnamese, "en": english}


def make_option(code: int, **values: Any) -> dict[str, Any]:
    return {"code": code, "label": words(f"mức {code}")} | values


def make_item(item_id: str, **values: Any) -> dict[str, Any]:
    defaults = {"id": item_id, "type": "rating", "text": words("Câu hỏi")}
    if values.get("type", "rating") in {"rating", "single"} and "options" not in values:
        defaults["scale"] = "satisfaction"
    return defaults | values


def make_multiple(item_id: str, **values: Any) -> dict[str, Any]:
    options = [make_option(1), make_option(2), make_option(3)]
    return make_item(item_id, type="multiple") | {"options": options} | values


def make_node(node_id: str, kind: str = "factor", **values: Any) -> dict[str, Any]:
    return {"id": node_id, "kind": kind, "title": words("Nhân tố")} | values


def make_measure(measure_id: str, **values: Any) -> dict[str, Any]:
    defaults = {"id": measure_id, "kind": "share", "title": words("Tỷ lệ")}
    return defaults | {"of": ["q1"]} | values


def make_page(*items: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"id": f"page_{items[0]['id'] if items else 0}", "items": [*items]} | values


def make_document(*items: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a sound document with these items on one page, or one rating `q1`."""
    scale = {
        "options": [*map(make_option, range(1, 6)), make_option(98, missing=True)],
        "favourable": [4, 5],
    }
    defaults = {
        "id": "example",
        "version": 1,
        "languages": ["vi", "en"],
        "title": words("Phiếu"),
        "valid_from": "2026-01-01",
        "population": words("Người dân"),
        "rates": ["commune"],
        "minutes": 1,
        "scales": {"satisfaction": scale},
        "pages": [make_page(*(items or (make_item("q1"),)))],
    }
    return defaults | values


def problems_of(document: Any) -> list[str]:
    """Return what is wrong with a document that must not be sound."""
    with pytest.raises(InstrumentError) as refusal:
        from_document(document)
    return refusal.value.problems
