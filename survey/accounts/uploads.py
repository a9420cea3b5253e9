"""Staff may send larger files than a citizen's form may be."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, request

from survey.accounts.access import current_account

EXPANDS = 4  # text comes back in a form, in which a letter may take nine characters


def take_files(bp: Blueprint, largest: int, endpoints: Collection[str]) -> None:
    """Let some views of a blueprint take files of up to `largest` bytes.

    Before the form is read for its token, and only from who is signed in.
    """
    names = {f"{bp.name}.{endpoint}" for endpoint in endpoints}

    @bp.url_value_preprocessor
    def take_larger_files(
        _endpoint: str | None, _values: dict[str, Any] | None
    ) -> None:
        if request.endpoint in names and current_account() is not None:
            request.max_content_length = EXPANDS * largest
            request.max_form_memory_size = EXPANDS * largest
