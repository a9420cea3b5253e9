"""What this package refuses: bad input, named with the remedy."""


class AnalysisError(ValueError):
    """Parent of every refusal of this package."""


class ArgumentError(AnalysisError):
    """An argument has the wrong shape, or a value outside its domain."""


class EmptyBaseError(AnalysisError):
    """Nobody is left to speak about: the base of an estimate is empty."""


class LonelyPsuError(AnalysisError):
    """A stratum holds a single PSU, so its variance cannot be estimated."""


class ConvergenceError(AnalysisError):
    """An iteration did not reach its tolerance, so its result is not given."""


class MarginsError(ArgumentError):
    """Known totals contradict each other or the sample, so no weights meet them."""
