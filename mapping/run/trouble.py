"""What goes wrong on the disk, in words for planners."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mapping.errors import NeedsmapError
from mapping.words import Text

_REASONS: dict[int, Text] = {
    errno.ENOSPC: Text("на диска няма място", "the disk is full"),
    errno.EROFS: Text("дискът е само за четене", "the disk is read-only"),
    errno.EACCES: Text(
        "няма права за запис, или файл от папката е отворен в друга програма",
        "no permission to write, or a file of the folder is open in another program",
    ),
    errno.EPERM: Text("операцията не е разрешена", "the operation is not permitted"),
    errno.ENOTDIR: Text("част от пътя е файл, а не папка", "a part of the path is a file, not a folder"),
    errno.EEXIST: Text("там вече има файл със същото име", "a file of that name is already there"),
    errno.ENAMETOOLONG: Text("пътят е твърде дълъг", "the path is too long"),
    errno.ENOENT: Text("папката изчезна, докато се пишеше в нея", "the folder vanished while it was written to"),
}


NOTHING_KEPT = Text(
    "Нищо не е записано; освободете мястото или изберете друга папка с --outputs.",
    "Nothing was written; free the place or choose another folder with --outputs.",
)


class OutputError(NeedsmapError):
    """The results could not be written; nothing of what was being written is left behind."""

    exit_code = 1

    def __init__(self, place: Path, reason: Text, kept: Text = NOTHING_KEPT) -> None:
        """Fail for this `reason` at `place`; `kept` says what is there nevertheless, and what to do."""
        super().__init__(
            Text(
                f"Не може да се пише в {place}: {reason.bg}. {kept.bg}",
                f"Cannot write to {place}: {reason.en}. {kept.en}",
            )
        )
        self.place = place
        self.reason = reason


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn a failure of the disk inside the block into an `OutputError` about `place`."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, Text(error.strerror or str(error), error.strerror or str(error)))
        raise OutputError(place, reason) from error
