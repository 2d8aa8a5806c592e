import pytest

from jalon.territories.loading import load_territories


@pytest.fixture
def moselle(db: None) -> None:
    """The real Moselle: its communes and EPCI, under every région and département."""
    load_territories(departments=["57"])
