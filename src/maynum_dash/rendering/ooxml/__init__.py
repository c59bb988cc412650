"""The parts of somebody else's workbook, changed by byte ranges: what is not changed keeps its bytes."""
