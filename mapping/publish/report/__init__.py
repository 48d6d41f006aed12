"""The Word report for the working group, and the project sheets of the new units."""

from mapping.publish.report.report import write_report
from mapping.publish.report.sheets import write_project_sheets

__all__ = ["write_project_sheets", "write_report"]
