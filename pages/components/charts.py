"""One way to show a chart: the product's own look, no toolbar, a sentence for those who cannot see it."""

import plotly.graph_objects as go
import streamlit as st


def show_chart(figure: go.Figure, alt: str, key: str) -> None:
    """Show a figure with its text alternative."""
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False, "scrollZoom": False}, alt=alt, key=key)
