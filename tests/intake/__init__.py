"""A made-up intake: what a finance bureau gets from hundreds of agencies, and what is hidden in it.

    truth = make_intake(tmp_path / "报送", submissions=20, projects=120, seed=1)
    python -m tests.intake OUT --submissions 2000 --projects 30000 --seed 1

`agencies` and `projects` make up who submits what, `planting` and `last_year` put in what screening must find, `printing` and
`filing` make files of it, `hostile` those that break things; `truth` says where everything is.
"""

from tests.intake.making import make_intake
from tests.intake.truth import Truth, read_truth

__all__ = ["Truth", "make_intake", "read_truth"]
