"""From warehouse to build: marts, outlines, the calendar, and which build is the current one."""
