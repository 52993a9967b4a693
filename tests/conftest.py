"""What tests of whole runs share."""

import pytest


@pytest.fixture
def db(tmp_path):
    """Where a run puts its database."""
    return tmp_path / "blog.db"
