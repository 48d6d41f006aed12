"""What a row type or a file of keys refuses, in words for planners: what is wrong, what to do."""

from mapping.validation.messages import note_unreadable, note_validation_errors, of_key
from mapping.validation.patterns import (
    CODE_PATTERN,
    EKATTE_PATTERN,
    MUNICIPALITY_PATTERN,
    POINT_PATTERN,
    SERVICES_PATTERN,
)
from mapping.validation.values import NUMBER, YES_OR_NO, Said, Words, hidden_sign, refusal

__all__ = [
    "CODE_PATTERN",
    "EKATTE_PATTERN",
    "MUNICIPALITY_PATTERN",
    "NUMBER",
    "POINT_PATTERN",
    "SERVICES_PATTERN",
    "YES_OR_NO",
    "Said",
    "Words",
    "hidden_sign",
    "note_unreadable",
    "note_validation_errors",
    "of_key",
    "refusal",
]
