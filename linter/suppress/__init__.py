"""What is not reported, and why: the ignore file beside the documents, and the baseline of findings already known.

Nothing vanishes in silence: what is suppressed stays in the `Result`, is counted in every output, and entries that
have expired or have no use are said.
"""
