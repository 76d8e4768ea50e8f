"""A cell of a submission read and changed, by the address the drawn form gives it; its value is parsed anew as a reader would."""
