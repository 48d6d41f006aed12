"""The Excel workbook of a plan: one sheet a table, for people who read and sort in a spreadsheet."""

from mapping.publish.workbook.book import write_workbook

__all__ = ["write_workbook"]
