"""Settings from the environment: typed, with defaults, refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import KiosqueError
from index.settings import Settings


def test_an_empty_variable_counts_as_absent() -> None:
    assert Settings.from_environ({}) == Settings.from_environ({"PORT": "", "KIOSQUE_INDEX": ""}) == Settings()
    assert Settings.from_environ({"PORT": "9000", "KIOSQUE_INDEX": "x"}) == Settings(index=Path("x"), port=9000)


@pytest.mark.parametrize(
    ("variable", "value"), [("PORT", "http"), ("PORT", "73536"), ("PORT", "-1"), ("KIOSQUE_TIME_BUDGET", "long")]
)
def test_what_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(KiosqueError, match=f"{variable}=.*{value}"):
        Settings.from_environ({variable: value})
