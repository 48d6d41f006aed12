"""The map field: what is arranged in the frame and its inset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from mapping.instance import Case
from mapping.publish.printed.blocks import Block, leaders_of, place_blocks
from mapping.publish.printed.furniture import INSET_SIZE, corners_of, free_corner
from mapping.publish.printed.inset import Inset, find_inset, magnified
from mapping.publish.printed.labels import Label, Place, place_labels
from mapping.publish.printed.marks import grids
from mapping.publish.printed.municipalities import municipality_labels, reserved_labels
from mapping.publish.printed.placement import GAP
from mapping.publish.printed.rectangles import Rect, holds, rows_of
from mapping.publish.printed.sites import Site
from mapping.publish.printed.territories import Ground, ground_of, size_class
from mapping.publish.printed.text import clean
from mapping.words import Language


@dataclass(frozen=True, slots=True)
class Field:
    """Everything in a frame with its place; `scale` is that of the blocks.

    `inset` is what is magnified and where, `within` the field drawn there. `members` are the settlements (indices) that
    the field is about: all of them, or those in the window of an inset.
    """

    frame: Rect
    ground: Ground
    corner: Rect
    municipalities: tuple[Label, ...]
    blocks: tuple[Block, ...]
    settlements: tuple[Label, ...]
    scale: float
    members: frozenset[int]
    inset: Inset | None = None
    within: Field | None = None

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The blocks of the map and of its inset."""
        return self.blocks + (self.within.blocks if self.within else ())

    @property
    def left_out(self) -> int:
        """How many settlements with units found no room."""
        return sum(block.placed is None for block in self.all_blocks)


@dataclass(frozen=True, slots=True)
class Base:
    """What the pages of a book share: the ground in its frame, the corner of the scale bar, where the names of
    municipalities stand (by code)."""

    frame: Rect
    ground: Ground
    corner: Rect
    names: Mapping[str, Label]


def base_of(case: Case, frame: Rect, language: Language) -> Base:
    """The ground in `frame`, with a place for the name of every municipality."""
    ground = ground_of(case, frame)
    corner = free_corner(frame, ground.region)
    names = _names(case, ground, language)
    kept = reserved_labels(names, ground, [corner, *_outside(frame)])
    return Base(frame, ground, corner, {code: _inside(label, frame) for code, label in kept.items()})


def arrange_on(case: Case, base: Base, sites: Sequence[Site], language: Language, *, captioned: bool = True) -> Field:
    """Find a place on `base` for every block and for names of settlements.

    Marks without captions (`captioned`) make smaller blocks.
    """
    ground, frame = base.ground, base.frame
    taken = [base.corner, *(label.rect for label in base.names.values())]
    blocks, scale = place_blocks(
        case, sites=sites, ground=ground, obstacles=taken, frame=frame, language=language, captioned=captioned
    )
    taken += [block.placed.rect for block in blocks if block.placed]
    members = ground.members
    named = _name_settlements(case, ground, blocks=blocks, taken=taken, frame=frame, members=members, language=language)
    municipalities = tuple(base.names[code] for code in sorted(base.names))
    return Field(frame, ground, base.corner, municipalities, blocks, named, scale, members)


def arrange(case: Case, sites: Sequence[Site], frame: Rect, language: Language) -> Field:
    """Find a place for every block and name, in an inset where blocks crowd; room for municipalities' names is kept if
    need be."""
    ground = ground_of(case, frame)
    corner = free_corner(frame, ground.region)
    areas = {}
    for site in sites:
        grid = grids(case.region.settlements[site.settlement].name.of(language), site.marks)[0]
        areas[site.settlement] = (grid.width + GAP) * (grid.height + GAP)
    inset = find_inset(ground, frame, [corner], areas)
    everything = ground.members
    if inset is not None:
        within = _arrange_inset(case, sites, ground, inset, language)
        rest = [site for site in sites if site.settlement not in inset.settlements]
        field = _fill(case, rest, ground, frame, corner=corner, members=everything, inset=inset, language=language)
        if field.left_out + within.left_out == 0 and within.scale == 1.0:
            return replace(field, within=within)
    return _fill(case, sites, ground, frame, corner=corner, members=everything, inset=None, language=language)


def arrange_with_arrows(
    case: Case, sites: Sequence[Site], frame: Rect, language: Language, arrows: Sequence[tuple[int, int]]
) -> Field:
    """Find a place for every block and name on one map without an inset, so that `arrows` from one settlement (its
    index) to another run unbroken; names keep clear of them where they can."""
    ground = ground_of(case, frame, whole=True)  # of two plans one may be for some municipalities alone
    corner, everything = free_corner(frame, ground.region), ground.members
    return _fill(
        case, sites, ground, frame, corner=corner, members=everything, inset=None, language=language, arrows=arrows
    )


def _arrange_inset(case: Case, sites: Sequence[Site], ground: Ground, inset: Inset, language: Language) -> Field:
    larger = magnified(ground, inset)
    members = frozenset(np.flatnonzero(holds(rows_of([inset.window]), ground.points, 0.0)[0]).tolist())
    room = inset.room
    corners = corners_of(room, *INSET_SIZE)
    hidden = holds(rows_of(corners), larger.points[sorted(inset.settlements)], 6.0).sum(axis=1)
    dots = holds(rows_of(corners), larger.points[sorted(members)], 1.0).sum(axis=1)
    corner = corners[int(np.argmin(10 * hidden + dots))]
    held = [site for site in sites if site.settlement in inset.settlements]
    return _fill(case, held, larger, room, corner=corner, members=members, inset=None, language=language, names=False)


def _fill(
    case: Case,
    sites: Sequence[Site],
    ground: Ground,
    frame: Rect,
    *,
    corner: Rect,
    members: frozenset[int],
    inset: Inset | None,
    language: Language,
    names: bool = True,
    arrows: Sequence[tuple[int, int]] = (),
) -> Field:
    """Place blocks, then names, in one frame; `names` of municipalities are left out of an inset."""
    wanted = _names(case, ground, language) if names else {}
    points, outside = ground.points, _outside(frame)
    held = [corner] if inset is None else [corner, inset.room, inset.window]
    across = [shapely.LineString(points[[here, there]]) for here, there in arrows]
    kept: dict[str, Label] = {}
    for attempt in range(3):
        reserved = [*held, *(label.rect for label in kept.values())]
        blocks, scale = place_blocks(
            case, sites=sites, ground=ground, obstacles=reserved, frame=frame, language=language, captioned=True
        )
        taken = [*reserved, *(b.placed.rect for b in blocks if b.placed)]
        rest = {code: name for code, name in wanted.items() if code not in kept}
        lines = [*leaders_of(blocks, points), *across]
        labels = municipality_labels(rest, ground, [*taken, *outside], lines) | kept
        missing = set(wanted) - set(labels)
        if not missing:
            break
        reserve = reserved_labels(wanted, ground, [*held, *outside])
        kept = {code: reserve[code] for code in wanted if attempt or code in missing | set(kept)}
    municipalities = tuple(labels[code] for code in sorted(labels))
    if inset is not None:
        taken.remove(inset.window)
    taken += [label.rect for label in municipalities]
    apart = inset.settlements if inset else frozenset[int]()
    named = _name_settlements(
        case, ground, blocks=blocks, taken=taken, frame=frame, members=members - apart, language=language, across=across
    )
    return Field(frame, ground, corner, municipalities, blocks, named, scale, members, inset)


def _names(case: Case, ground: Ground, language: Language) -> dict[str, str]:
    """The names of the municipalities on the page, by code."""
    return {
        m.code: m.name.of(language)
        for m in case.region.municipalities
        if m.code in ground.municipalities and clean(m.name.of(language))
    }


def _inside(label: Label, frame: Rect) -> Label:
    """The label, moved into the frame where it sticks out."""
    rect = label.rect
    x = max(0.0, frame.x0 + 1.0 - rect.x0) + min(0.0, frame.x1 - 1.0 - rect.x1)
    y = max(0.0, frame.y0 + 1.0 - rect.y0) + min(0.0, frame.y1 - 1.0 - rect.y1)
    return replace(label, rect=Rect(rect.x0 + x, rect.y0 + y, rect.x1 + x, rect.y1 + y))


def _outside(frame: Rect) -> list[Rect]:
    """What lies round the frame, where no name may stand."""
    far = 1000.0
    x0, y0, x1, y1 = frame.x0, frame.y0, frame.x1, frame.y1
    return [
        Rect(x0 - far, y0 - far, x0, y1 + far), Rect(x1, y0 - far, x1 + far, y1 + far),
        Rect(x0, y0 - far, x1, y0), Rect(x0, y1, x1, y1 + far),
    ]  # fmt: skip


def _name_settlements(
    case: Case,
    ground: Ground,
    *,
    blocks: Sequence[Block],
    taken: Sequence[Rect],
    frame: Rect,
    members: frozenset[int],
    language: Language,
    across: Sequence[shapely.LineString] = (),
) -> tuple[Label, ...]:
    """Names of settlements without a block: seats of municipalities and towns first, then by inhabitants."""
    leaders = [*leaders_of(blocks, ground.points), *across]
    with_block = {block.site.settlement for block in blocks if block.placed}
    seats = {m.seat for m in case.region.municipalities}
    rows = []
    for i, settlement in enumerate(case.region.settlements):
        if i in members and i not in with_block:
            x, y = ground.points[i].tolist()
            important = settlement.ekatte in seats or settlement.kind == "town"
            size = size_class(settlement.population_2021)
            place_ = Place(settlement.name.of(language), x, y, size, important)
            rows.append((not important, -settlement.population_2021, settlement.ekatte, place_))
    order = [row[3] for row in sorted(rows, key=lambda row: row[:3])]
    inner = Rect(frame.x0 + 0.8, frame.y0 + 0.8, frame.x1 - 0.8, frame.y1 - 0.8)
    return tuple(place_labels(order, inner, ground, taken, leaders))
