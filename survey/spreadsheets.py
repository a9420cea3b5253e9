"""What spreadsheets need of a CSV file, and must not do with it."""

BYTE_ORDER_MARK = "\ufeff"  # without it Excel does not read UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
