"""Spreadsheets → blocks: xlsx, xlsm, xlsb, xls, et, ods and Excel's XML of 2003. One module per format, the rest shared."""
