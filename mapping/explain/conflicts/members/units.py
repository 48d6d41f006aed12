"""What is decided about existing units: required and forbidden changes, and the new places of their users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapping.explain.conflicts.plain import Plain, with_keys
from mapping.explain.conflicts.types import Drop, Edit, Member
from mapping.instance import Case, Instance, possible_changes
from mapping.instance.case import changes_open
from mapping.region import ExistingUnit, UnitChange
from mapping.scenario.schema import ChangeChoice
from mapping.words import Text

KIND = {
    "enlarge": Text("разширяване", "enlarging"),
    "shrink": Text("намаляване", "shrinking"),
    "transform": Text("преобразуване", "transforming"),
    "close": Text("закриване", "closing"),
}


def decided(plain: Plain) -> Iterator[Member]:
    """Changes that are required, and changes that are forbidden though the tables allow them."""
    case = plain.case
    keys = case.scenario.keys
    if not keys.rules.existing_units:
        return
    open_now = {(u.id, c.id): (u, c) for u, c in changes_open(case.region, keys, {s.id for s in case.services})}
    for number, choice in enumerate(keys.changes, start=1):
        if (choice.unit, choice.change) not in open_now:
            continue
        yield _of_choice(choice, *open_now[choice.unit, choice.change], f"changes[{number}]")


def _of_choice(choice: ChangeChoice, unit: ExistingUnit, change: UnitChange, key: str) -> Member:
    kind, name = KIND[change.kind], unit.name
    left = Edit(lambda other: _without(other, choice))
    drop = Drop(Text(f"махнете {key}", f"remove {key}"), left)
    if choice.status == "required":
        return Member(
            id=key,
            key=key,
            words=Text(f"изискваната промяна: {kind.bg} на „{name.bg}“", f"the change required: {kind.en} “{name.en}”"),
            without=Edit(on_instance=lambda made: _not_required(made, choice)),
            asks=frozenset({unit.service, change.service or unit.service, *change.users_to}),
            drop=drop,
        )
    return Member(
        id=key,
        key=key,
        words=Text(f"забранената промяна: {kind.bg} на „{name.bg}“", f"the change forbidden: {kind.en} “{name.en}”"),
        without=left,
        wide=True,
        drop=drop,
    )


def rehousing(plain: Plain) -> Iterator[Member]:
    """That the users of a unit have new places before it changes: the working group's own promise, not eased here."""
    case = plain.case
    if not case.scenario.keys.rules.rehousing:
        return
    for unit, change in possible_changes(case):
        if int(change.users.central):
            yield _of_users(unit, change)


def _of_users(unit: ExistingUnit, change: UnitChange) -> Member:
    name, users = f"{unit.id}.{change.id}", int(change.users.central)
    return Member(
        id=f"rehousing.{name}",
        key="rules.rehousing",
        words=Text(
            f"{users} потребители на „{unit.name.bg}“ имат ново място преди промяната ({KIND[change.kind].bg})",
            f"{users} users of “{unit.name.en}” have a new place before the change ({KIND[change.kind].en})",
        ),
        without=Edit(on_instance=lambda made: _nobody_moves(made, name)),
    )


def _without(case: Case, choice: ChangeChoice) -> Case:
    left = tuple(c for c in case.scenario.keys.changes if (c.unit, c.change) != (choice.unit, choice.change))
    return with_keys(case, changes=left)


def _not_required(instance: Instance, choice: ChangeChoice) -> Instance:
    changes = tuple(
        replace(change, required=False) if (change.unit, change.id) == (choice.unit, choice.change) else change
        for change in instance.changes
    )
    return replace(instance, changes=changes)


def _nobody_moves(instance: Instance, name: str) -> Instance:
    changes = tuple(replace(change, users=0) if change.name == name else change for change in instance.changes)
    return replace(instance, changes=changes)
