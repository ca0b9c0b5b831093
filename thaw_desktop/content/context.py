"""What the readers of a pack's files share while one pack is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from thaw_desktop.content.problems import did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thaw_desktop.content.lines import Field
    from thaw_desktop.content.markdown import Markdown
    from thaw_desktop.content.names import Names
    from thaw_desktop.content.problems import Place, Problems


@dataclass(frozen=True, slots=True)
class Context:
    """One pack being read.

    Every file is read twice over: first all files give their items ids, then their texts are rendered, because a link
    may lead to a file that comes later.

    Attributes:
        spec: ids of the specification points in `pack.yaml`; None when they could not be read.
    """

    names: Names
    markdown: Markdown
    problems: Problems
    spec: frozenset[str] | None

    def section(self, field: Field | None) -> str:
        """The section that a field line names, `""` when there is none; call it once all files have given ids."""
        return self.names.section(field.value, field.place) if field else ""

    def check_spec(self, points: Iterable[str], place: Place) -> None:
        """Note specification points that `pack.yaml` does not list."""
        for point in points:
            if self.spec is not None and point not in self.spec:
                what = f"`pack.yaml` lists no specification point `{shortened(point)}`"
                self.problems.warning(place, what, partial(did_you_mean, point, sorted(self.spec)))
