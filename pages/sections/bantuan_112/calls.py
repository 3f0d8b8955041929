"""What the calls were about, and how far they came: bars of counts."""

import pandas as pd
import streamlit as st

from analytics import assistance, period_code
from core import formats
from core.texts import Translate
from pages.charts import help
from pages.parts.cards import note, show_way
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin, show_chart
from pages.sections.bantuan_112.totals import show_totals
from pages.titles.help import funnel_title, topic_title
from pages.view.released import last_released, released
from pages.view.view import View
from wording import STAGE_WORDS, TOPIC_WORDS, as_released_words


def show_topics(view: View) -> None:
    """Show what the month's help calls were about, those without a topic of their own last."""
    t, lang, build = view.t, view.lang, view.build
    st.header(t("Tentang apa"))
    if view.grain != "month":
        st.caption(t("Seluruh {month}.").format(month=formats.month(view.month, lang)))
    told = released(view, build.place_topics, t("Topik panggilan bantuan"), build.are_topics_withheld)
    if isinstance(told, str):
        note(told, "empty")
        if last := last_released(view, build.place_topics):
            month = formats.month(last, lang)
            show_way("bantuan_112", t("Topik {month}").format(month=month), bulan=period_code(last))
        return
    topics = told.rows.loc[told.rows["place"] == view.place, ["topic", "calls"]]
    topics = topics.sort_values("topic", key=lambda each: each.eq(assistance.OTHER_TOPIC), kind="stable")
    names = [topic_words(t).get(topic, topic) for topic in topics["topic"]]
    title = t("Panggilan bantuan menurut topik")
    finding = topic_title(topics, names[0], title, lang) if names else t("Tidak ada panggilan bantuan")
    _show_bars(topics.assign(topic=names), names, title, "topik", "topics_112", finding, view)
    st.caption(as_released_words(told.as_of, lang))


def show_funnel(calls: pd.DataFrame, view: View) -> None:
    """Show how far the month's calls came."""
    t, lang = view.t, view.lang
    funnel = assistance.funnel(calls)
    counts = funnel.set_index("stage")["calls"]
    is_known = pd.notna(counts["answered"])
    # Of a log that says which calls were answered, each stage lies within the one before.
    names = [
        t("Bantuan digital, dijawab") if is_known and stage == "digital_help" else t(STAGE_WORDS[stage])
        for stage in funnel["stage"]
    ]
    helped = float(calls.loc[calls["category"].eq(assistance.HELP), "calls"].sum())
    finding, told = funnel_title(counts, helped, lang), _funnel_words(counts, helped, view)
    _show_bars(
        funnel.assign(stage=names), names, t("Corong panggilan 112"), "corong", "funnel_112", finding, view, told
    )
    if not view.is_city_shown:
        st.caption(t("Hanya panggilan yang menyebut tempat di wilayah ini."))
    show_totals(view)


def _funnel_words(counts: pd.Series, helped: float, view: View) -> str:
    """What became of all calls, and of those for help: the number of the page, and what of it was not answered."""
    t, lang = view.t, view.lang
    stages = {stage: formats.number(count, 0, lang) for stage, count in counts.items()}
    text = t("{all} panggilan masuk; {helped} di antaranya meminta bantuan layanan digital, {solved} selesai.")
    told = text.format(all=stages["in"], helped=formats.number(helped, 0, lang), solved=stages["solved"])
    if pd.isna(counts["answered"]) or helped <= counts["digital_help"]:
        return told
    left = t("{n} panggilan bantuan tidak terjawab.").format(n=formats.number(helped - counts["digital_help"], 0, lang))
    return f"{told} {left}"


def _show_bars(
    rows: pd.DataFrame,
    names: list[str],
    title: str,
    key: str,
    definition: str,
    finding: str,
    view: View,
    told: str = "",
) -> None:
    """A chart of counts by stage or topic; what is hidden in the file is hidden in the picture too."""
    t, lang = view.t, view.lang
    texts = [count if isinstance(count, str) else formats.number(count, 0, lang) for count in rows["calls"]]
    counts = pd.to_numeric(rows["calls"], errors="coerce")
    show_chart(
        view,
        help.bar_chart(names, list(counts), lang, texts),
        finding,
        key,
        told=told,
        twin=Twin(pd.DataFrame({t("Hal"): names, t("Panggilan"): texts}), (t("Panggilan"),)),
        sheet=Sheet(title, rows.drop(columns="state", errors="ignore"), (definition,)),
    )


def topic_words(t: Translate) -> dict[str, str]:
    """Return what the topics of help calls are called, by code."""
    return {code: t(TOPIC_WORDS[code]) for code in TOPIC_WORDS}
