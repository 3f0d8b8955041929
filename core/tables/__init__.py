"""The published tables, declared once as data: columns, types, keys and meaning.

Publishing checks each build against these declarations, so a reader can trust them.
"""

from core.tables.city_tables import CITY_TABLES
from core.tables.day_tables import DAY_TABLES
from core.tables.load_tables import LOAD_TABLES
from core.tables.month_tables import MONTH_TABLES
from core.tables.person_tables import PERSON_TABLES
from core.tables.published_table import PublishedTable, TableColumn

__all__ = ["BY_NAME", "TABLES", "PublishedTable", "TableColumn"]

TABLES = (*CITY_TABLES, *DAY_TABLES, *PERSON_TABLES, *MONTH_TABLES, *LOAD_TABLES)
BY_NAME = {table.name: table for table in TABLES}
