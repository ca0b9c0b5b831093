"""`thaw-desktop stats`: what Home and Progress show, for a terminal and for scripts."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from thaw_desktop.cli_packs import number
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.errors import PackError, ThawError

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.core.paths import Paths

_STEPS = {
    "exam over": "the exam is over: plan the next one",
    "go on writing": "go on writing: {title}",
    "review": "review {cards}",
    "mark": "mark your essay: {title}",
    "read": "read: {title}",
    "learn": "meet {cards}",
    "write": "write: {title}",
    "reread": "read once more: {title}",
    "rest": "nothing: all is done for today",
}


class StatsCommand:
    """The command, on the folders of the run."""

    def __init__(self, paths: Callable[[argparse.Namespace], Paths]) -> None:
        self._paths = paths

    def describe(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--pack", metavar="ID", help="of this pack; left out, the one that is open")
        parser.add_argument("--topic", metavar="ID", default="", help="with --json: plots of this section only")
        parser.add_argument(
            "--days", type=_days, default=91, metavar="N", help="with --json: plots of so many days, 0 for all (91)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(command=self.run)

    def run(self, options: argparse.Namespace) -> int:
        """Print the figures; the exit code."""
        # Imported here: `--help` has no need of them.
        from thaw_desktop.app import open_study
        from thaw_desktop.progress.series import History

        with closing(open_study(self._paths(options), SystemClock())) as study:
            for notice in study.notices:
                print(notice, file=sys.stderr)
            packs = study.packs()
            pack = options.pack or study.open_pack()
            if options.pack is not None and options.pack not in packs:
                raise PackError(
                    f"There is no pack {options.pack}; there are {', '.join(packs)}", "Give one of these ids"
                )
            figures = {**study.overview.figures(pack), "title": packs.get(pack, "")}
            topics = [topic["id"] for topic in figures["topics"]]
            if options.topic and options.topic not in topics:
                raise ThawError(
                    f"There is no topic {options.topic} in {pack}; there are {', '.join(topics)}",
                    "Give one of these ids",
                )
            if options.json:
                history = History(study.log, study.library, study.writing)
                figures["plots"] = history.figures(history.scope([pack], options.topic, options.days))
        if options.json:
            print(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            _print_figures(figures)
        return 0


def _days(text: str) -> int:
    if text.isdecimal() and int(text) <= 36_500:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of days; write a number such as 30, or 0 for all")


def _print_figures(figures: dict[str, Any]) -> None:
    total, step, check = figures["total"], figures["next"], figures["check"]
    print(f"{figures['title']} ({figures['pack']})" if figures["pack"] else "No pack is open.")
    print(
        f"{number(total['reviews'], 'card')} answered, {number(total['sections'], 'section')} read, "
        f"{number(total['essays'], 'essay')} written"
    )
    print(f"{number(figures['due'], 'card')} due, {number(figures['new'], 'new card')} today")
    what = _STEPS[step["kind"]].format(title=step["title"], cards=number(step["count"], "card"))
    print(f"Next: {what}" + (f", {number(step['minutes'], 'minute')}" if step["minutes"] else ""))
    if figures["exam"]:
        print(f"Exam: {figures['exam']}")
    if check["answers"]:
        print(
            f"Forecast: {check['expected']:.0%} expected, {check['recalled']:.0%} recalled, "
            f"checked on {number(check['answers'], 'answer')}"
        )
    for topic in figures["topics"]:
        print(f"{topic['recall']:6.0%}  {topic['title']}: {', '.join(_evidence(topic))}")
    for day in figures["days"]:
        print(
            f"{day['date']}  {number(day['reviews'], 'card')}, {number(day['sections'], 'section')}, "
            f"{number(day['essays'], 'essay')}, {number(day['minutes'], 'minute')}"
        )


def _evidence(topic: dict[str, Any]) -> list[str]:
    told = [f"{topic['seen']} of {number(topic['cards'], 'card')} seen", f"{topic['read']} of {topic['parts']} read"]
    if topic["check"]["answers"]:
        told.append(f"checked on {number(topic['check']['answers'], 'answer')}")
    if topic["possible"]:
        told.append(f"essays {topic['made']} of {number(topic['possible'], 'mark')}")
    if topic["confidence"] != "none":
        told.append(f"you said {topic['confidence']}")
    return told
