"""What shows only across documents: texts and indicator sets copied between agencies, last year's goals, targets out of all proportion."""
