"""Reply in, verdict out: `judge`, and the rules it is made of."""

from eval.scorers.verdict import Verdict, judge

__all__ = ["Verdict", "judge"]
