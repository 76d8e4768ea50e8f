"""Many documents: a bureau's whole intake checked, ranked, compared across agencies and years (`jixiao screen`)."""
