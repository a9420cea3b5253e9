from tests.journeys.conftest import installation

__all__ = ["installation"]
