"""The usual licences of packs, in the words of those who are not lawyers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def licence_name(licence: str) -> str:
    """What a licence is called; one that Thaw does not know is called by its SPDX expression."""
    if licence == "CC0-1.0":
        return translate("Licences", "Public domain (CC0)")
    kind, _, version = licence.rpartition("-")
    if kind.startswith("CC-BY") and version in {"3.0", "4.0"}:
        return f"CC {kind.removeprefix('CC-')} {version}"
    return licence


def licence_meaning(licence: str) -> str:
    """What a licence allows, in a sentence; empty for one that Thaw does not know."""
    kind = licence.rpartition("-")[0]
    return {
        "CC0": translate("Licences", "You may do whatever you like with this pack."),
        "CC-BY": translate("Licences", "You may share and change this pack as long as you name its authors."),
        "CC-BY-SA": translate(
            "Licences",
            "You may share and change this pack as long as you name its authors and pass it on under the same licence.",
        ),
        "CC-BY-NC": translate(
            "Licences", "You may share and change this pack, not for money, as long as you name its authors."
        ),
        "CC-BY-NC-SA": translate(
            "Licences",
            "You may share and change this pack, not for money, as long as you name its authors and pass it on under "
            "the same licence.",
        ),
        "CC-BY-ND": translate("Licences", "You may share this pack as it is, as long as you name its authors."),
        "CC-BY-NC-ND": translate(
            "Licences", "You may share this pack as it is, not for money, as long as you name its authors."
        ),
    }.get(kind, "")
