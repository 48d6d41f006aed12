"""The posts that the people of each municipality can fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from mapping.explain.conflicts import naming
from mapping.explain.conflicts.plain import Plain
from mapping.explain.conflicts.types import Easing, Edit, Member
from mapping.instance import Instance
from mapping.instance.policies import labour
from mapping.words import Text

STEP = 0.5
"""Posts are told in halves."""
POSTS = Text("щатни бройки", "posts")


def staff(plain: Plain) -> Iterator[Member]:
    """What each municipality can fill, where the region says it."""
    case = plain.case
    there = labour(case) if case.scenario.keys.rules.staff else None
    if there is None:
        return
    for m, town in enumerate(case.region.municipalities):
        yield _of_municipality(naming.municipality(case, town.code), town.code, m, float(there.posts[m]))


def _of_municipality(place: Text, code: str, m: int, posts: float) -> Member:
    shown = naming.amount(posts, POSTS, 1)

    def says(by: float) -> Text:
        more, all_of_them = naming.amount(by, POSTS, 1), naming.amount(posts + by, POSTS, 1)
        return Text(
            f"още {more.bg} за {place.bg} (общо {all_of_them.bg})",
            f"{more.en} more for {place.en} ({all_of_them.en} in all)",
        )

    return Member(
        id=f"staff.{code}",
        key="parameters.csv: staff_per_1000",
        words=Text(
            f"персоналът, който се намира в {place.bg}: {shown.bg}", f"the staff found in {place.en}: {shown.en}"
        ),
        without=Edit(on_instance=lambda made: _more(made, m, inf)),
        easing=Easing(
            "posts",
            lambda by: Edit(on_instance=lambda made: _more(made, m, by)),
            says,
            step=STEP,
            linear=True,
            common="staff",
        ),
    )


def _more(instance: Instance, municipality: int, posts: float) -> Instance:
    if instance.labour is None:
        return instance
    there = instance.labour.posts.copy()
    there[municipality] += posts
    return replace(instance, labour=replace(instance.labour, posts=there))
