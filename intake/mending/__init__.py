"""What is held back is mended here, and the tables that people keep are changed: noted, and taken back when wanted.

`work_list` (what is to do), `naming` (a word gets its office or service), `table_text` and `changes` (a file is changed
whole or not at all, and every change can be undone).
"""
