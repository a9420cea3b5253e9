"""Stored codes that no questionnaire prints; every printed code is 0 to 999."""

NOT_ASKED = -1
"""A skip rule left the item out, which is not the same as leaving it blank."""

CHOSEN = 1
NOT_CHOSEN = 0

LOWEST_CODE = 0
HIGHEST_CODE = 999
