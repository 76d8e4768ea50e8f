"""The annotated copy: the user's own file with a comment at every place at fault. One package per format.

    excel.annotate(parts, findings, safe_fixes)          xlsx, xlsm
    word.annotate(parts, findings, places, safe_fixes)   docx, docm
    pdf.annotate(data, findings)                         pdf

Comments are written into the file's own parts, so that what no library knows of is kept as it is. They bear no dates:
equal files and findings give equal bytes.
"""
