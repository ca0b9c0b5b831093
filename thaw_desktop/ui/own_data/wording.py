"""How backups are spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

if TYPE_CHECKING:
    from datetime import date, datetime

    from thaw_desktop.core.backups import Contents, Reason

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def day_words(day: date) -> str:
    """A day as the system writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def short_day_words(day: date) -> str:
    """A day in few characters, as the system writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), translate("OwnData", "d MMM yyyy"))


def moment_words(moment: datetime) -> str:
    """A moment as the system writes it."""
    time = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    return translate("OwnData", "{day}, {time}").format(day=day_words(moment.date()), time=time)


def reason_words(reason: Reason) -> str:
    """Why a backup was made; empty for those of every day."""
    return {
        "daily": "",
        "by-hand": translate("OwnData", "made by you"),
        "before-update": translate("OwnData", "before an update"),
        "before-restore": translate("OwnData", "before going back"),
        "before-import": translate("OwnData", "before an import"),
        "before-deletion": translate("OwnData", "before deleting"),
    }[reason]


def holds(contents: Contents) -> str:
    """What a database holds."""
    if contents.last_day is None:
        return translate("OwnData", "nothing yet")
    cards = (
        translate("OwnData", "1 card answered")
        if contents.reviews == 1
        else translate("OwnData", "{n} cards answered").format(n=QLocale().toString(contents.reviews))
    )
    essays = (
        translate("OwnData", "1 essay written")
        if contents.essays == 1
        else translate("OwnData", "{n} essays written").format(n=QLocale().toString(contents.essays))
    )
    return translate("OwnData", "{cards}, {essays}, last on {day}").format(
        cards=cards, essays=essays, day=short_day_words(contents.last_day)
    )
