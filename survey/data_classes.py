"""How sensitive a column is; `docs/data-dictionary.md` is made from this.

Every mapped column names one of these in its `info`; a test fails on a column
without one.
"""

from typing import Any, Final

Info = dict[Any, Any]

IDENTITY: Final[Info] = {"data_class": "identity"}  # says who somebody is
CONTACT: Final[Info] = {"data_class": "contact"}  # reaches somebody
ANSWER: Final[Info] = {"data_class": "answer"}  # what somebody thinks
STAFF: Final[Info] = {"data_class": "staff"}  # internal to the office
PUBLIC: Final[Info] = {"data_class": "public"}  # may be read by anybody

KNOWN = ("identity", "contact", "answer", "staff", "public")
