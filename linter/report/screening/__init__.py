"""What a screening gives the reviewer: the workbook, the dashboard and the agencies' pages, pure functions of `Screening`."""
