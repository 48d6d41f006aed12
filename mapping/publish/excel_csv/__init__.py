"""The main tables as a Bulgarian Excel opens them by a double click."""

from mapping.publish.excel_csv.write import COLUMNS, FOLDER, MAIN, write_excel_csv, write_excel_tables

__all__ = ["COLUMNS", "FOLDER", "MAIN", "write_excel_csv", "write_excel_tables"]
