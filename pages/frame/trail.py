"""The way from the city over the kecamatan to the office, each step a link back."""

from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.view.address import link
from pages.view.navigation import current_mark
from pages.view.view import View, unit_name


def show_trail(view: View, page: StreamlitPage) -> None:
    """Show the way from the city over the kecamatan to the office, each step a link back; only to own places."""
    t = view.t
    steps: list[tuple[str, dict[str, str]]] = [(t("{full_city}"), {"kecamatan": "", "unit": ""})]
    if (kecamatan := view.area) and not view.build.scope.office:
        name = t("Wilayah Kecamatan {name}").format(name=view.office(kecamatan)["name"])
        steps.append((name, {"kecamatan": kecamatan, "unit": ""}))
    if view.unit:
        steps.append((unit_name(view.office(view.unit), view), {"unit": view.unit}))
    steps = steps if view.may_see_city else steps[1:]
    if len(steps) == 1:
        return
    items = [
        f'<li><a class="inside" href="{escape(link(page.url_path, **change))}"{current_mark(at == len(steps) - 1)}>'
        f"{escape(name)}</a></li>"
        for at, (name, change) in enumerate(steps)
    ]
    st.html(f'<nav class="trail" aria-label="{escape(t("Tempat yang dilihat"))}"><ol>{"".join(items)}</ol></nav>')
