from survey.errors import SurveyError


class OperationRefused(SurveyError):
    """An operation that would harm the installation; the engineer reads why."""
