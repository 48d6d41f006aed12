"""Funds that may pay but have no money, and money that may pay for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mapping.inspection.types import Check, Odd, Subject
from mapping.words import Text

KINDS = {"capital": Text("капиталови", "capital"), "running": Text("текущи", "running")}


def _find(subject: Subject) -> Iterator[Odd]:
    funds, pays, envelopes = subject.tables.funds, subject.tables.fund_pays, subject.tables.envelopes
    codes = [row.municipality for row in subject.tables.municipalities.rows]
    for line in funds.lines:
        fund = line.row.fund
        for kind, words in KINDS.items():
            may = [one for one in pays.lines if (one.row.fund, one.row.kind) == (fund, kind)]
            has = [one for one in envelopes.lines if (one.row.fund, one.row.kind) == (fund, kind)]
            if may and not has:
                yield Odd(
                    pays.where(may[0], "kind"),
                    Text(f"„{fund}“ може да плаща {words.bg} разходи", f"“{fund}” may pay {words.en} cost"),
                    Text("но няма рамка за тях в envelopes.csv", "but has no envelope for it in envelopes.csv"),
                    line.row.note,
                )
            if has and not may:
                yield Odd(
                    envelopes.where(has[0], "kind"),
                    Text(f"„{fund}“ има рамка за {words.bg} разходи", f"“{fund}” has an envelope for {words.en} cost"),
                    Text("но според fund_pays.csv не плаща такива", "but pays none by fund_pays.csv"),
                    has[0].row.note,
                )
            without = [code for code in codes if code not in {one.row.municipality for one in has}]
            if has and without and line.row.scope == "municipality":
                yield Odd(
                    envelopes.where(has[0], "municipality"),
                    Text(f"„{fund}“ има рамки за {words.bg} разходи на {len(codes) - len(without)} общини",
                         f"“{fund}” has envelopes for {words.en} cost of {len(codes) - len(without)} municipalities"),
                    Text(f"но не и на {', '.join(without)}", f"but none of {', '.join(without)}"),
                    line.row.note,
                )  # fmt: skip


FUND_WITHOUT_MONEY = Check(
    "fund_without_money",
    Text("Фондове без рамка, рамки без предназначение", "Funds without an envelope, envelopes without a use"),
    Text(
        "За всеки фонд и вид разход: fund_pays.csv срещу envelopes.csv; при общински фондове – рамка за всяка община.",
        "For every fund and kind of cost: fund_pays.csv against envelopes.csv; of municipal funds an envelope for "
        "every "
        "municipality.",
    ),
    "a convention of this program",
    Text("Добавете липсващия ред или махнете излишния.", "Add the row that is missing, or remove the one too many."),
    _find,
)
