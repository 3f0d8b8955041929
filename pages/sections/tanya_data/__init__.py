"""Tanya data: the answer to a question, questions that are kept, and what there is to ask."""
