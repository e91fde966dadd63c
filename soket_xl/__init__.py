"""soket_tracker: follow up, consolidate and report a campaign of unit reports from an Excel workbook."""

__version__ = "0.1.0"
