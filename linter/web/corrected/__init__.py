"""The changes made on the page, written into a copy of the file: only those cells, all else byte for byte."""
