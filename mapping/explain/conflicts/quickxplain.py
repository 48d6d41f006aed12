"""QuickXplain (Junker 2004, "QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems", AAAI):
a conflict no part of which conflicts, with preferred members, by halving what is suspected.

About 2 k log2(n / k) + 2 k questions for a conflict of k of n members.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Possible = Callable[[frozenset[str]], bool | None]
"""Whether there is a plan with these members in force; None where that was not settled."""


def quickxplain(background: frozenset[str], suspects: Sequence[str], possible: Possible) -> frozenset[str]:
    """The suspects of a conflict with `background`; members that stand first are preferred.

    It is known that `background` and all `suspects` together conflict. A question that was not settled counts as
    answered with yes: then members may be kept without need, but what is returned conflicts with `background` in any
    case, because members are left out only where the others are known to conflict.
    """
    if not suspects or possible(background) is False:
        return frozenset()
    return _among(background, False, tuple(suspects), possible)


def _among(background: frozenset[str], added: bool, suspects: tuple[str, ...], possible: Possible) -> frozenset[str]:
    """The suspects needed; `added` says whether the background has grown since it was last asked about."""
    if added and possible(background) is False:
        return frozenset()
    if len(suspects) == 1:
        return frozenset(suspects)
    half = len(suspects) // 2
    first, second = suspects[:half], suspects[half:]
    of_second = _among(background | frozenset(first), True, second, possible)
    of_first = _among(background | of_second, bool(of_second), first, possible)
    return of_first | of_second
