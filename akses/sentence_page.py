"""A page of one sentence, in both languages, for whoever is not let in or has logged out."""

from collections.abc import Callable
from html import escape
from typing import Final

from core.texts import Translate, translator
from core.theme import DARK, INK, PAPER, PRIMARY

Tell = Callable[[Translate], str]
"""A text in the language of a translator."""
STYLE: Final = (
    f"body{{font:1.05rem/1.5 system-ui,sans-serif;color:{INK};background:{PAPER};max-width:34rem;margin:15vh auto;"
    f"padding:0 1.25rem}}a{{color:{PRIMARY};font-weight:600}}[lang=en]{{font-size:.9rem;opacity:.85}}"
    f"@media(prefers-color-scheme:dark){{body{{color:{DARK[INK]};background:{DARK[PAPER]}}}a{{color:{DARK[PRIMARY]}}}}}"
)


def log_in(t: Translate) -> str:
    """The words of a link to the login."""
    return t("Masuk")


def sentence_page(sentence: Tell, link: str = "", words_of_link: Tell = log_in) -> str:
    """Return a whole page of HTML. `link`: an own path to go on to, '' for none."""
    blocks = "".join(_block(lang, sentence, link, words_of_link) for lang in ("id", "en"))
    name = translator("id")("Adopsi {city}")
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><h1>{name}</h1>{blocks}</body></html>"
    )


def _block(lang: str, sentence: Tell, link: str, words_of_link: Tell) -> str:
    t = translator(lang)
    onward = f'<p><a href="{escape(link)}">{escape(words_of_link(t))}</a></p>' if link else ""
    return f'<div lang="{lang}"><p>{escape(sentence(t))}</p>{onward}</div>'
