"""A grid of states: one row an office, one column a week or a day, and a letter in each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True)
class GridColumn:
    """One column: what stands above it ('' for nothing), what it is called, and whether it is a special one."""

    short: str
    name: str
    is_marked: bool = False


@dataclass(frozen=True)
class GridRow:
    """One row: what it is called, where that leads ('' for nowhere), and its states, one a column."""

    name: str
    link: str
    states: Sequence[str]


@dataclass(frozen=True)
class GridState:
    """How a state looks: its letter, the words for it, and the class of its colour (style.css)."""

    letter: str
    words: str
    look: str


def show_states(states: Sequence[GridState]) -> None:
    """Show what each letter means."""
    entries = "".join(
        f'<span><i class="{state.look}">{state.letter}</i>{escape(state.words)}</span>' for state in states
    )
    st.html(f'<div class="legend silence-legend">{entries}</div>')


def show_grid(
    title: str, head: str, columns: Sequence[GridColumn], rows: Sequence[GridRow], states: Mapping[str, GridState]
) -> None:
    """Show the grid. `head`: what the rows are; `states`: by the code that a row's states name."""
    heads = "".join(
        f'<th scope="col" title="{escape(column.name)}"><span aria-hidden="true">{_marked(column)}</span>'
        f'<span class="unseen">{escape(column.name)}</span></th>'
        for column in columns
    )
    lines = "".join(_line(row, columns, states) for row in rows)
    said = escape(title)
    st.html(
        f'<div class="silence" tabindex="0" role="region" aria-label="{said}"><table>'
        f'<caption class="unseen">{said}</caption>'
        f'<thead><tr><th scope="col">{escape(head)}</th>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _marked(column: GridColumn) -> str:
    short = escape(column.short)
    return f"<b>{short}</b>" if column.is_marked else short


def _line(row: GridRow, columns: Sequence[GridColumn], states: Mapping[str, GridState]) -> str:
    cells = "".join(
        f'<td class="{states[state].look}" title="{escape(column.name)}: {escape(states[state].words)}">'
        f'<span aria-hidden="true">{states[state].letter}</span>'
        f'<span class="unseen">{escape(states[state].words)}</span></td>'
        for column, state in zip(columns, row.states, strict=True)
    )
    name = escape(row.name)
    shown = f'<a class="inside" href="{escape(row.link)}">{name}</a>' if row.link else name
    return f'<tr><th scope="row">{shown}</th>{cells}</tr>'
