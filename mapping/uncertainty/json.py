"""An ensemble as JSON text and back, exactly; the same ensemble gives the same bytes."""

from __future__ import annotations

from pydantic import TypeAdapter

from mapping.plan.json import records_in_lines
from mapping.uncertainty.types import Ensemble

_ADAPTER = TypeAdapter(Ensemble)


def ensemble_to_json(ensemble: Ensemble) -> str:
    """The ensemble as JSON: one line a factor, world and plan."""
    return records_in_lines(_ADAPTER.dump_python(ensemble, mode="json"))


def ensemble_from_json(text: str) -> Ensemble:
    """Read an ensemble back.

    Raises:
        pydantic.ValidationError: if the text is no ensemble.
    """
    return _ADAPTER.validate_json(text)
