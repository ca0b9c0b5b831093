"""The `pack` commands: writing, checking, sharing and installing packs without a window."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thaw_desktop.content.shelf import ENDING
from thaw_desktop.core.errors import PackError, ThawError
from thaw_desktop.core.files import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.content.comparison import Change, Comparison
    from thaw_desktop.content.model import Counts, PackInfo, Problem
    from thaw_desktop.core.paths import Paths

    PathsOf = Callable[[argparse.Namespace], Paths]

_KINDS = {
    "section": "section",
    "faq": "FAQ",
    "cards": "card",
    "questions": "question",
    "point": "mark point",
    "term": "term",
    "timeline": "date",
}
_LONGEST_TITLE = 90


class PackCommands:
    """Adds the commands to a parser and carries them out."""

    def __init__(self, paths: PathsOf) -> None:
        """Find the folders of a run by `paths`."""
        self._paths = paths

    def add_to(self, parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
        """Add every command; `shared` holds the options that all have."""
        commands = parser.add_subparsers(title="pack commands", metavar="", required=True, dest="pack_command")

        def command(name: str, action: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
            made: argparse.ArgumentParser = commands.add_parser(name, parents=[shared], help=words, description=words)
            made.set_defaults(command=action)
            return made

        new = command("new", self._new, "begin a pack: a small, complete example in a new folder")
        new.add_argument("folder", type=place, metavar="DIR")
        new.add_argument("--title", metavar="TITLE", help="what the pack is called")

        check = command("check", self._check, "name every fault of a pack folder or .thawpack file: file, line, mend")
        check.add_argument("path", type=place, metavar="PATH")
        check.add_argument("--write-ids", action="store_true", help="write an id at every item that has none")
        check.add_argument("--json", action="store_true", help="print one JSON object")

        build = command("build", self._build, "make a .thawpack of a pack folder; the same folder gives the same bytes")
        build.add_argument("folder", type=place, metavar="DIR")
        build.add_argument("out", type=place, metavar="OUT.thawpack")

        add = command("import", self._import, "add a pack to the library, or update the one that is there")
        add.add_argument("path", type=place, metavar="FILE")
        add.add_argument("--replace", action="store_true", help="even if the version that is there is a later one")
        add.add_argument(
            "--as-new", action="store_true", help="count reworded items that have no id as new ones, without progress"
        )

        listing = command("list", self._list, "the packs in the library")
        listing.add_argument("--json", action="store_true", help="print one JSON array")

        remove = command("remove", self._remove, "take an added pack out of the library; progress is kept")
        remove.add_argument("pack", metavar="ID")

        diff = command("diff", self._diff, "what changed from one version of a pack to another")
        diff.add_argument("old", type=place, metavar="OLD")
        diff.add_argument("new", type=place, metavar="NEW")
        diff.add_argument("--json", action="store_true", help="print one JSON object")

    def _new(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.template import new_pack
        from thaw_desktop.core.paths import resources_folder

        for path in new_pack(options.folder, resources_folder(), options.title):
            print(path)
        _say(f"Change these files in any editor, then run thaw-desktop pack check {typed(options.folder)}")
        return 0

    def _check(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.check import report

        if options.write_ids:
            from thaw_desktop.content.ids import write_missing_ids

            problems, counts = report(options.path)
            if counts is not None:
                for item in write_missing_ids(options.path):
                    _say(f"{item.place}: wrote ^{item.id}")
            else:
                _say("No id was written: ids are written only into a pack without errors. Mend those listed first.")
        problems, counts = report(options.path)
        errors = sum(1 for problem in problems if problem.severity == "error")
        if options.json:
            found = {
                "errors": errors,
                "warnings": len(problems) - errors,
                "problems": [_plain(one) for one in problems],
            }
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for problem in problems:
                print(problem if problem.severity == "error" else f"{problem} (warning)")
        if counts is not None:
            _say(f"{options.path}: {_contents(counts)}")
        _say(f"{number(errors, 'error')}, {number(len(problems) - errors, 'warning')}")
        return 1 if errors else 0

    def _build(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.archive import build_pack

        if not options.out.name:
            raise PackError(f"{options.out} is no name for a file", f"Give the file a name that ends in {ENDING}")
        out = options.out if options.out.suffix else options.out.with_name(f"{options.out.name}{ENDING}")
        reading = build_pack(options.folder, out)
        _say_warnings(reading.problems, options.folder)
        print(out)
        return 0

    def _import(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.installing import examine, install

        paths = self._paths(options)
        paths.make_data_folder()
        offer = examine(options.path, paths)
        before = offer.installed
        if offer.is_older and before is not None and not options.replace:
            raise PackError(
                f"Version {before.version} of {offer.info.id} is there already, and {options.path.name} is the older "
                f"{offer.info.version}",
                "Add --replace to put it in its place all the same",
            )
        install(offer, paths, keep_reworded=not options.as_new)
        _refresh_later(paths)
        if before is None:
            print(f"Added {offer.info.id} {offer.info.version}: {_contents(offer.counts)}")
        else:
            print(f"{offer.info.id}: {before.version} replaced by {offer.info.version}. Progress is kept.")
        if before is not None and offer.is_other:
            _say(f"“{_short(before.title)}” was there under this id; “{_short(offer.info.title)}” is in its place now.")
        if offer.comparison is not None:
            _print_comparison(offer.comparison, as_new=options.as_new)
        return 0

    def _list(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.library import Library
        from thaw_desktop.content.shelf import id_of_source, open_library, pack_sources

        paths = self._paths(options)
        paths.make_data_folder()
        _refresh(paths)
        places = {id_of_source(source): source for source in pack_sources(paths)}
        with closing(open_library(paths.library_database)) as connection:
            library = Library(connection)
            packs = [
                {
                    "id": pack.id,
                    "version": pack.version,
                    "title": pack.title,
                    "authors": list(pack.authors),
                    "licence": pack.licence,
                    "built_in": places.get(pack.id, paths.own_packs).is_relative_to(paths.built_in_packs),
                    "sections": counts.sections,
                    "cards": counts.cards,
                    "questions": counts.questions,
                }
                for pack in library.packs()
                for counts in (library.counts(pack.id),)
            ]
        if options.json:
            print(json.dumps(packs, ensure_ascii=False, indent=1))
        else:
            for pack in packs:
                origin = "comes with Thaw" if pack["built_in"] else "added"
                print(f"{pack['id']}\t{pack['version']}\t{pack['title']}\t{pack['cards']} cards\t{origin}")
        return 0

    def _remove(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.installing import remove

        paths = self._paths(options)
        comes_back = remove(options.pack, paths)
        _refresh_later(paths)
        rest = " The version that comes with Thaw is in its place again." if comes_back else ""
        print(f"Removed {options.pack}. Progress is kept, and counts again when the pack is added again.{rest}")
        return 0

    def _diff(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.archive import usable
        from thaw_desktop.content.comparison import compare
        from thaw_desktop.content.reader import read_closely

        old, new = (usable(read_closely(path), path) for path in (options.old, options.new))
        found = compare(old, new)
        if options.json:
            print(json.dumps(_plain_comparison(found), ensure_ascii=False, indent=1))
        else:
            _print_comparison(found)
        if old.pack is not None and new.pack is not None:
            _warn_of_versions(old.pack.info, new.pack.info, nothing=found.nothing)
        return 0


def _warn_of_versions(old: PackInfo, new: PackInfo, *, nothing: bool) -> None:
    """Say what a teacher should know before handing an update out."""
    from thaw_desktop.content.installing import version_order

    if old.id != new.id:
        _say(f"The id has changed from {old.id} to {new.id}: students get a second pack, with nothing of theirs in it.")
    elif nothing:
        _say("Nothing that a student would notice has changed.")
    elif version_order(new.version) < version_order(old.version):
        _say(f"Version {new.version} is older than {old.version}: raise it, or students are warned of the update.")
    elif new.version == old.version:
        _say(f"Both are version {new.version}: raise it, so that students can tell the two apart.")


def place(text: str) -> Path:
    """A file or folder that is named on the command line.

    Raises:
        argparse.ArgumentTypeError: no file could be called so.
    """
    if not text.strip() or "\0" in text:
        raise argparse.ArgumentTypeError(f"{text!r} is not the name of a file or folder")
    return Path(text)


def _refresh(paths: Paths) -> None:
    """Bring the library up to date, so that the next start need not."""
    from thaw_desktop.content.shelf import bring_up_to_date

    paths.make_data_folder()
    for error in bring_up_to_date(paths):
        _say(error.sentence)


def _refresh_later(paths: Paths) -> None:
    """Bring the library up to date after what was asked for was done; if that cannot be now, the next start does it."""
    try:
        _refresh(paths)
    except ThawError as error:
        _say(f"{error.what}. Thaw takes this into account at its next start.")


def _print_comparison(found: Comparison, *, as_new: bool = False) -> None:
    for sign, changes in (("+", found.added), ("~", found.changed), ("-", found.removed)):
        for change in changes:
            print(_line(sign, change))
    for change in found.anew:
        print(f"{_line('!', change)}, begins anew as another kind of card")
    for name in found.pictures:
        print(f"~ picture {name}")
    for field in found.about:
        print(f"~ pack.yaml {field}")
    for pair in found.reworded:
        verb = "counts as new" if as_new else "keeps its progress"
        same = pair.before == pair.item.title
        told = f"“{_short(pair.before)}”" if same else f"“{_short(pair.before)}” is now “{_short(pair.item.title)}”"
        print(f"= {_KINDS[pair.item.kind]} {pair.id}: {told}, {verb}")
    figures = (("added", found.added), ("changed", found.changed), ("removed", found.removed))
    words = [f"{len(changes)} {word}" for word, changes in figures]
    if found.reworded:
        words.append(f"{len(found.reworded)} reworded")
    _say(f"{found.before} → {found.after}: {', '.join(words)}")


def _line(sign: str, change: Change) -> str:
    return f"{sign} {_KINDS[change.kind]} {change.id}: {_short(change.title)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…"


def _plain_comparison(found: Comparison) -> dict[str, Any]:
    def plain(changes: Sequence[Change]) -> list[dict[str, str]]:
        return [{"kind": change.kind, "id": change.id, "title": change.title} for change in changes]

    return {
        "before": found.before,
        "after": found.after,
        "about": list(found.about),
        "pictures": list(found.pictures),
        "added": plain(found.added),
        "changed": plain(found.changed),
        "removed": plain(found.removed),
        "anew": plain(found.anew),
        "reworded": [
            {"kind": pair.item.kind, "id": pair.id, "before": pair.before, "after": pair.item.title}
            for pair in found.reworded
        ],
    }


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "severity": problem.severity,
        "what": problem.what,
        "mend": problem.mend,
    }


def _contents(counts: Counts) -> str:
    return (
        f"{number(counts.sections, 'section')}, {counts.faqs} FAQ {'entry' if counts.faqs == 1 else 'entries'}, "
        f"{number(counts.cards, 'card')}, {number(counts.questions, 'question')}, {number(counts.terms, 'term')}, "
        f"{number(counts.events, 'date')}"
    )


def number(count: int, word: str) -> str:
    """A number with its word, in singular or plural."""
    return f"{count} {word if count == 1 else f'{word}s'}"


def _say_warnings(problems: Sequence[Problem], path: Path) -> None:
    if problems:
        _say(f"{number(len(problems), 'warning')}: thaw-desktop pack check {typed(path)} lists them")


def _say(words: str) -> None:
    print(words, file=sys.stderr)
