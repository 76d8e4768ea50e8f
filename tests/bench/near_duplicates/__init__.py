"""Near-duplicate search beside datasketch and rensa on made-up texts: `python -m tests.bench.near_duplicates --help`."""
