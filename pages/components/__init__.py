"""Streamlit-only pieces that the pages share."""
