"""Suggestions: measurable values and indicator names from an indicator library. They are shown, never written anywhere."""
