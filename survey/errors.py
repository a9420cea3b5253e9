"""What may be refused, in words for people."""


class SurveyError(Exception):
    """Parent of every refusal; `str()` of one is a translated sentence."""


class TableNotReadable(SurveyError):
    """A file is no table of these columns; the sentence says why."""
