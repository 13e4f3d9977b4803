"""What every test may ask for."""

import pytest

from transforms.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The seeds, as shipped."""
    return load_lexicon()
