"""About one pack: what it is, who made it, what it may be used for, whose work is in it, and what it covers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.library.licences import licence_meaning, licence_name
from thaw_desktop.ui.library.wording import byline
from thaw_desktop.ui.widgets import Card, ReadingView, button, plain_label

if TYPE_CHECKING:
    from thaw_desktop.content.model import Attribution, PackInfo
    from thaw_desktop.ui.theme import Theme

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class AboutDialog(QDialog):
    """Everything that `pack.yaml` says of a pack; an address opens in the browser only when it is chosen.

    Attributes:
        page: the text.
    """

    def __init__(self, theme: Theme, info: PackInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About this pack"))
        self.page = ReadingView(theme, self.tr("About {title}").format(title=info.title))
        self.page.setMinimumHeight(theme.px(120))
        self.page.link_activated.connect(self._follow)
        self.page.show_page(about_html(info))
        ground = Card(theme)
        ground.body.addWidget(self.page)
        close = button(self.tr("Close"), "primary", description=self.tr("Esc"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        edge = theme.px(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(plain_label(info.title, "title", wrap=True))
        if byline(info):
            column.addWidget(plain_label(byline(info), "secondary", wrap=True))
        column.addWidget(ground, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        # With large text the usual size can be larger than the screen.
        self.resize(QSize(theme.px(600), theme.px(560)).boundedTo(self.screen().availableSize() * 0.94))
        self.page.setFocus()

    @Slot(str)
    def _follow(self, link: str) -> None:
        if link.startswith(("http://", "https://")):
            QDesktopServices.openUrl(QUrl(link))


def about_html(info: PackInfo) -> str:
    """The page about a pack, of which every word is escaped; what a pack does not say is left out."""
    parts = [f"<p>{escape(info.description)}</p>"] if info.description else []
    if info.authors:
        parts.append(_part(translate("AboutPack", "Authors"), f"<p>{escape(', '.join(info.authors))}</p>"))
    licence = [licence_name(info.licence), licence_meaning(info.licence)]
    parts.append(
        _part(translate("AboutPack", "Licence"), f"<p>{'<br>'.join(escape(one) for one in licence if one)}</p>")
    )
    if info.attribution:
        works = "".join(f"<li>{_attribution(one)}</li>" for one in info.attribution)
        parts.append(_part(translate("AboutPack", "Work of others in it"), f"<ul>{works}</ul>"))
    if info.spec:
        points = "".join(f"<li>{escape(point.text)}</li>" for point in info.spec)
        parts.append(_part(translate("AboutPack", "What it covers of the specification"), f"<ul>{points}</ul>"))
    version = translate("AboutPack", "Version {version}").format(version=info.version)
    parts.append(f'<p class="secondary">{escape(version)}</p>')
    return "".join(parts)


def _part(title: str, html: str) -> str:
    return f"<h3>{escape(title)}</h3>{html}"


def _attribution(one: Attribution) -> str:
    """What it is, whose, and under which licence; then its address as text that can be chosen."""
    facts = ", ".join(filter(None, (one.by, licence_name(one.licence) if one.licence else "")))
    line = escape(translate("AboutPack", "{what}: {facts}").format(what=one.what, facts=facts) if facts else one.what)
    if not one.url.startswith(("http://", "https://")):
        return f"{line}<br>{escape(one.url)}" if one.url else line
    return f'{line}<br><a href="{escape(one.url)}">{escape(one.url)}</a>'
