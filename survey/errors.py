"""What may be refused, in words for people."""


class SurveyError(Exception):
    """Parent of every refusal; `str()` of one is a translated sentence."""
