"""Near-duplicates at scale: MinHash signatures, band join, exact verification, clusters.

`near_texts` and `near_sets` do the whole of it inside a DuckDB database. An engine that spreads the work over machines uses the same
steps, pure functions on arrays that give the same results wherever they run:

1. of distinct texts, portion by portion: `signatures.text_signatures`, of it `signatures.band_keys` and `signatures.sketch`;
2. of each band, sorted by key, key of the next band and number: `buckets.bucket_pairs`, then `signatures.estimates`;
3. of the likely pairs: `verification.text_similarities`;
4. of the pairs that are the same: `clusters.joined`, then `clusters.clusters`.
"""

from linter.screen.near.search import Tally, near_sets, near_texts

__all__ = ["Tally", "near_sets", "near_texts"]
