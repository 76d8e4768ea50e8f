"""PDF files. `linter.reading.pdf.reading` opens them with pdfium; the rest of the package also serves pictures of pages."""
